resource "google_project_iam_member" "owner" {
  project = "fernhill-shop"
  role    = "roles/owner"
  member  = "group:on-call@example.com"

  condition {
 #~~~~~~~~~ condition-not-allowed: roles/owner is a legacy basic role, and IAM takes no condition on those: it rejects the grant to group:on-call@example.com; grant a predefined role instead.
    title      = "until the move is over"
    expression = "request.time < timestamp(\"2027-05-01T00:00:00Z\")"
  }
}

# The newer basic roles take conditions.
resource "google_project_iam_member" "writer" {
  project = "fernhill-shop"
  role    = "roles/writer"
  member  = "group:on-call@example.com"

  condition {
    title      = "until the move is over"
    expression = "request.time < timestamp(\"2027-05-01T00:00:00Z\")"
  }
}

resource "google_storage_bucket_iam_binding" "pictures" {
  bucket  = "fernhill-site"
  role    = "roles/storage.objectViewer"
  members = ["group:designers@example.com", "allUsers", "allAuthenticatedUsers"]

  condition {
 #~~~~~~~~~ condition-not-allowed: IAM takes no condition on a grant to allUsers and allAuthenticatedUsers: it rejects this one of roles/storage.objectViewer; grant it to whom it is for, or give up the condition.
    title      = "pictures only"
    expression = "resource.name.startsWith(\"projects/_/buckets/fernhill-site/objects/pictures/\")"
  }
}

resource "google_project_iam_member" "each" {
  for_each = toset(["roles/viewer", "roles/run.viewer"])
  project  = "fernhill-shop"
  role     = each.key
  member   = "group:on-call@example.com"

  condition {
 #~~~~~~~~~ condition-not-allowed: roles/viewer is a legacy basic role, and IAM takes no condition on those: it rejects the grant to group:on-call@example.com; grant a predefined role instead.
    title      = "until the move is over"
    expression = "request.time < timestamp(\"2027-05-01T00:00:00Z\")"
  }
}

resource "google_project_iam_member" "unknown" {
  project = "fernhill-shop"
  role    = var.role
  member  = "group:on-call@example.com"

  condition {
    title      = "until the move is over"
    expression = "request.time < timestamp(\"2027-05-01T00:00:00Z\")"
  }
}

variable "role" {}
