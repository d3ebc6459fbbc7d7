resource "google_project_iam_member" "invoker" {
  project = "fernhill-shop"
  role    = "roles/run.invoker"
  member  = "group:shop@example.com"

  condition {
    title      = "orders only"
    expression = "resource.type == \"run.googleapis.com/Service\" && resource.name.endsWith(\"/orders\")"
    #             ~~~~~~~~~~~~~ ineffective-condition: Cloud Run does not tell IAM resource.type, so the condition does not limit roles/run.invoker to what it names; grant the role on that resource itself, or ask for a tag with resource.matchTag.
  }
}

resource "google_project_iam_member" "tagged" {
  project = "fernhill-shop"
  role    = "roles/run.invoker"
  member  = "group:shop@example.com"

  condition {
    title      = "what is tagged"
    expression = "resource.matchTag(\"123456789012/caller\", \"shop\") && request.time < timestamp(\"2099-01-01T00:00:00Z\")"
  }
}

resource "google_project_iam_member" "custom" {
  project = "fernhill-shop"
  role    = google_project_iam_custom_role.publisher.name
  member  = "group:shop@example.com"

  condition {
    title      = "orders only"
    expression = "resource.name.endsWith(\"/topics/orders\")"
    #             ~~~~~~~~~~~~~ ineffective-condition: Pub/Sub does not tell IAM resource.name, so the condition does not limit projects/fernhill-shop/roles/publisher to what it names; grant the role on that resource itself, or ask for a tag with resource.matchTag.
  }
}

resource "google_project_iam_custom_role" "publisher" {
  project     = "fernhill-shop"
  role_id     = "publisher"
  title       = "Publisher"
  permissions = ["pubsub.topics.publish", "resourcemanager.projects.get"]
}

# Of this role's services one tells the name.
resource "google_project_iam_member" "mixed" {
  project = "fernhill-shop"
  role    = google_project_iam_custom_role.mixed.name
  member  = "group:shop@example.com"

  condition {
    title      = "invoices only"
    expression = "resource.name.startsWith(\"projects/_/buckets/fernhill-invoices/\")"
  }
}

resource "google_project_iam_custom_role" "mixed" {
  project     = "fernhill-shop"
  role_id     = "mixed"
  title       = "Mixed"
  permissions = ["pubsub.topics.publish", "storage.objects.get"]
}

resource "google_project_iam_member" "bucket" {
  project = "fernhill-shop"
  role    = "roles/storage.objectViewer"
  member  = "group:shop@example.com"

  condition {
    title      = "one bucket"
    expression = "resource.name.startsWith(\"projects/${var.project}/buckets/${google_storage_bucket.media.name}\")"
  }
}

variable "project" {}

resource "google_storage_bucket" "media" {
  name                        = "fernhill-media"
  location                    = "EU"
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
}
