resource "google_project_iam_member" "many" {
  project = "fernhill-shop"
  role    = "roles/storage.objectViewer"
  member  = "group:auditors@example.com"

  condition {
    title      = "many prefixes"
    expression = <<-EOT
      resource.name.startsWith("projects/_/buckets/fernhill/objects/01") || resource.name.startsWith("projects/_/buckets/fernhill/objects/02") ||
      resource.name.startsWith("projects/_/buckets/fernhill/objects/03") || resource.name.startsWith("projects/_/buckets/fernhill/objects/04") ||
      resource.name.startsWith("projects/_/buckets/fernhill/objects/05") || resource.name.startsWith("projects/_/buckets/fernhill/objects/06") ||
      resource.name.startsWith("projects/_/buckets/fernhill/objects/07") || resource.name.startsWith("projects/_/buckets/fernhill/objects/08") ||
      resource.name.startsWith("projects/_/buckets/fernhill/objects/09") || resource.name.startsWith("projects/_/buckets/fernhill/objects/10") ||
      resource.name.startsWith("projects/_/buckets/fernhill/objects/11") || resource.name.startsWith("projects/_/buckets/fernhill/objects/12") ||
      (resource.name.startsWith("projects/_/buckets/fernhill/objects/13") && !resource.name.endsWith(".tmp"))
      #                                                                   ~~ invalid-condition: The condition on roles/storage.objectViewer has 14 logical operators, and IAM takes 12: it rejects the condition; make several bindings of it.
    EOT
  }
}

resource "google_project_iam_member" "faults" {
  for_each = toset(["group:auditors@example.com", "group:bookkeeping@example.com"])
  project  = "fernhill-shop"
  role     = "roles/storage.objectViewer"
  member   = each.key

  condition {
 #~~~~~~~~~ invalid-condition: The condition on roles/storage.objectViewer has no title, and IAM rejects it without; say in a few words what it is for.
    title      = ""
    expression = "resource.type == \"storage.googleapis.com/Object\" & resource.name.startsWith(\"${var.prefix}\")"
    #                                                                ~ invalid-condition: The condition on roles/storage.objectViewer has &, which CEL writes &&; as it is, IAM rejects it or never grants the role.
  }
}

resource "google_project_iam_member" "known-parts" {
  project = "fernhill-shop"
  role    = "roles/storage.objectViewer"
  member  = "group:auditors@example.com"

  condition {
    title      = var.title
    expression = "resource.name.startswith(\"projects/_/buckets/${var.prefix}\") && request.time < \"2099-01-01T00:00:00Z\""
    #                           ~~~~~~~~~~ invalid-condition: The condition on roles/storage.objectViewer calls startswith, which is written startsWith; as it is, IAM rejects it or never grants the role.
    #                                                                                              ~~~~~~~~~~~~~~~~~~~~~~~~ invalid-condition: The condition on roles/storage.objectViewer compares a time with a string: it needs timestamp("2099-01-01T00:00:00Z"); as it is, IAM rejects it or never grants the role.
  }
}

# What stands in a variable outside of quotes can be anything.
resource "google_project_iam_member" "unknown" {
  project = "fernhill-shop"
  role    = "roles/storage.objectViewer"
  member  = "group:auditors@example.com"

  condition {
    title      = "as given"
    expression = "${var.condition} and resource.nam = 1"
  }
}

resource "google_project_iam_member" "dynamic" {
  project = "fernhill-shop"
  role    = "roles/storage.objectViewer"
  member  = "group:auditors@example.com"

  dynamic "condition" {
    for_each = var.condition == "" ? [] : [var.condition]
    content {
      title      = "as given"
      expression = condition.value
    }
  }
}

variable "prefix" {}
variable "title" {}
variable "condition" {}
