data "google_iam_policy" "shop" {
  binding {
    role    = "roles/owner"
    #          ~~~~~~~~~~~ basic-role: roles/owner gives group:platform@example.com 13,568 permissions across every service on project "shop-prod"; grant the predefined roles that are needed instead.
    members = ["group:platform@example.com"]
  }

  binding {
    role    = "roles/run.invoker"
    members = ["group:platform@example.com"]
  }

  dynamic "binding" {
    for_each = toset(["roles/editor", "roles/logging.viewer"])
    #                  ~~~~~~~~~~~~ basic-role: roles/editor gives group:developers@example.com 11,979 permissions across every service on project "shop-prod"; grant the predefined roles that are needed instead.
    content {
      role    = binding.value
      members = ["group:developers@example.com"]
    }
  }
}

resource "google_project_iam_policy" "shop" {
  project     = "shop-prod"
  policy_data = data.google_iam_policy.shop.policy_data
}

resource "google_folder_iam_policy" "encoded" {
  folder = "folders/123"
  policy_data = jsonencode({
    bindings = [
      { role = "roles/viewer", members = ["group:auditors@example.com"] },
      #         ~~~~~~~~~~~~ basic-role: roles/viewer gives group:auditors@example.com 6,064 permissions across every service on folder "123"; grant the predefined roles that are needed instead.
      { role = "roles/browser", members = ["group:auditors@example.com"] },
    ]
  })
}

resource "google_organization_iam_policy" "heredoc" {
  org_id      = "123456789"
  policy_data = <<EOF
{
  "bindings": [
    {
      "role": "roles/owner",
      #        ~~~~~~~~~~~ basic-role: roles/owner gives group:platform@example.com and user:… 13,568 permissions across every service on organization "123456789"; grant the predefined roles that are needed instead.
      "members": ["group:platform@example.com", "user:${var.owner}"]
    }
  ]
}
EOF
}

resource "google_project_iam_policy" "indented_heredoc" {
  project     = "shop-test"
  policy_data = <<-EOF
    {
      "bindings": [
        { "role": "roles/editor", "members": ["group:developers@example.com"] },
        #          ~~~~~~~~~~~~ basic-role: roles/editor gives group:developers@example.com 11,979 permissions across every service on project "shop-test"; grant the predefined roles that are needed instead.
        { "role": "roles/run.developer", "members": ["group:developers@example.com"] }
      ]
    }
  EOF
}

# A bucket's policy is not a project's.
resource "google_storage_bucket_iam_policy" "bucket" {
  bucket      = "media"
  policy_data = data.google_iam_policy.bucket.policy_data
}

data "google_iam_policy" "bucket" {
  binding {
    role    = "roles/editor"
    members = ["group:developers@example.com"]
  }
}
