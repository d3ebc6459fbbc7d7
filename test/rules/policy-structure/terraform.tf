resource "google_storage_bucket_iam_policy" "encoded" {
  bucket = "fernhill-invoices"
  policy_data = jsonencode({
    bindings = [
      { role = "roles/storage.objectViewer", member = "group:auditors@example.com" },
      #                                      ~~~~~~ policy-structure: A binding has no member: the provider drops it; write members.
      { role = "roles/storage.objectAdmin", members = "group:bookkeeping@example.com" },
      #                                                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ policy-structure: members has to be a list: Terraform cannot read the policy; put what is here into a list, even if it is one alone.
      { role = "roles/storage.objectCreator", members = [] },
    ]
  })
}

resource "google_storage_bucket_iam_policy" "heredoc" {
  bucket      = "fernhill-archive"
  policy_data = <<-EOT
    {
      "bindings": [
        { "role": "roles/storage.objectViewer", "member": "group:auditors@example.com" },
        #                                        ~~~~~~ policy-structure: A binding has no member: the provider drops it; write members.
        { "role": "roles/storage.objectAdmin", "members": ["group:bookkeeping@example.com"] }
      ]
    }
  EOT
}

data "google_iam_policy" "media" {
  binding {
    role    = "roles/storage.objectViewer"
    members = ["group:auditors@example.com"]
  }
  audit_config {
    service = "storage.googleapis.com"
    audit_log_configs {
      log_type = "DATA_READ"
    }
  }
}

resource "google_storage_bucket_iam_policy" "media" {
  bucket      = "fernhill-media"
  policy_data = data.google_iam_policy.media.policy_data
}
