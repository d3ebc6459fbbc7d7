resource "google_project_iam_member" "expired" {
  project = "fernhill-shop"
  role    = "roles/storage.objectViewer"
  member  = "group:auditors@example.com"

  condition {
    title      = "for the audit"
    expression = "resource.type == \"storage.googleapis.com/Object\" && request.time < timestamp(\"2022-03-01T00:00:00Z\")"
    #                                                                                              ~~~~~~~~~~~~~~~~~~~~ dead-condition: This time has passed, so the condition can never be true again and this grant of roles/storage.objectViewer gives nothing to group:auditors@example.com; remove it.
  }
}

resource "google_project_iam_member" "running" {
  project = "fernhill-shop"
  role    = "roles/storage.objectViewer"
  member  = "group:auditors@example.com"

  condition {
    title      = "for the audit"
    expression = "request.time < timestamp(\"2026-11-22T00:00:01Z\")"
  }
}

resource "google_project_iam_member" "begun" {
  project = "fernhill-shop"
  role    = "roles/storage.objectViewer"
  member  = "group:auditors@example.com"

  condition {
    title      = "from the start of the audit"
    expression = "request.time >= timestamp('2022-03-01T00:00:00+01:00')"
    #                                        ~~~~~~~~~~~~~~~~~~~~~~~~~ dead-condition: This time has passed, so the condition is always true and gives roles/storage.objectViewer to group:auditors@example.com for good; remove the condition, or give it an end.
  }
}

resource "google_project_iam_binding" "heredoc" {
  project = "fernhill-shop"
  role    = "roles/storage.objectViewer"
  members = ["group:auditors@example.com", "user:lena@example.com"]

  condition {
    title      = "for the audit"
    expression = <<-EOT
      resource.name.startsWith("projects/_/buckets/fernhill-invoices/") &&
      request.time < timestamp("2022-03-01T00:00:00Z")
      #                         ~~~~~~~~~~~~~~~~~~~~ dead-condition: This time has passed, so the condition can never be true again and this grant of roles/storage.objectViewer gives nothing to group:auditors@example.com and user:lena@example.com; remove it.
    EOT
  }
}

resource "google_project_iam_member" "elsewhere" {
  for_each = toset(["group:auditors@example.com", "group:bookkeeping@example.com"])
  project  = "fernhill-shop"
  role     = "roles/storage.objectViewer"
  member   = each.key

  condition {
    title      = "for the audit"
    expression = local.expired
  }
}

locals {
  expired = "request.time < timestamp(\"2023-03-01T00:00:00Z\")"
  #                                     ~~~~~~~~~~~~~~~~~~~~ dead-condition: This time has passed, so the condition can never be true again and this grant of roles/storage.objectViewer gives nothing to group:auditors@example.com and group:bookkeeping@example.com; remove it.
  end     = "2024-03-01T00:00:00Z"
}

resource "google_project_iam_member" "interpolated" {
  project = "fernhill-shop"
  role    = "roles/storage.objectViewer"
  member  = "group:auditors@example.com"

  condition {
    title      = "for the audit"
    expression = "request.time < timestamp(\"${local.end}\")"
    #                                        ~~~~~~~~~~~~ dead-condition: This time has passed, so the condition can never be true again and this grant of roles/storage.objectViewer gives nothing to group:auditors@example.com; remove it.
  }
}

# Who knows when this ends?
resource "google_project_iam_member" "unknown" {
  project = "fernhill-shop"
  role    = "roles/storage.objectViewer"
  member  = "group:auditors@example.com"

  condition {
    title      = "for the audit"
    expression = "request.time < timestamp(\"${var.end}\") && resource.type == \"storage.googleapis.com/Object\""
  }
}

variable "end" {}

data "google_iam_policy" "project" {
  binding {
    role    = "roles/storage.objectViewer"
    members = ["group:auditors@example.com"]

    condition {
      title      = "for the audit"
      expression = "request.time < timestamp(\"2022-03-01T00:00:00Z\")"
      #                                        ~~~~~~~~~~~~~~~~~~~~ dead-condition: This time has passed, so the condition can never be true again and this grant of roles/storage.objectViewer gives nothing to group:auditors@example.com; remove it.
    }
  }
}

resource "google_storage_bucket_iam_policy" "invoices" {
  bucket      = "fernhill-invoices"
  policy_data = data.google_iam_policy.project.policy_data
}

resource "google_storage_bucket_iam_policy" "encoded" {
  bucket = "fernhill-archive"
  policy_data = jsonencode({
    bindings = [{
      role      = "roles/storage.objectViewer"
      members   = ["group:auditors@example.com"]
      condition = { title = "for the audit", expression = "request.time < timestamp(\"2022-03-01T00:00:00Z\")" }
      #                                                                               ~~~~~~~~~~~~~~~~~~~~ dead-condition: This time has passed, so the condition can never be true again and this grant of roles/storage.objectViewer gives nothing to group:auditors@example.com; remove it.
    }]
  })
}
