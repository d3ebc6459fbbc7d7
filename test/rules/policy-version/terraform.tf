# Terraform sends version 3 whatever is written.
resource "google_project_iam_policy" "shop" {
  project     = "shop-prod"
  policy_data = data.google_iam_policy.shop.policy_data
}

data "google_iam_policy" "shop" {
  binding {
    role    = "roles/run.viewer"
    members = ["group:auditors@example.com"]
    condition {
      title      = "audit"
      expression = "request.time < timestamp('2027-03-01T00:00:00Z')"
    }
  }
}
