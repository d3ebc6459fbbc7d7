data "google_iam_policy" "this" {
  binding {
    role    = "roles/browser"
    members = ["group:operators@example.com"]
  }
}

resource "google_project_iam_policy" "project" {
#         ~~~~~~~~~~~~~~~~~~~~~~~~~ authoritative-project-policy: google_project_iam_policy.project replaces the whole policy of project "shop-prod": whatever it leaves out, the owners and Google's service agents included, loses access, and a mistake locks everyone out; grant with google_project_iam_member or google_project_iam_binding.
  project     = "shop-prod"
  policy_data = data.google_iam_policy.this.policy_data
}

resource "google_folder_iam_policy" "folder" {
#         ~~~~~~~~~~~~~~~~~~~~~~~~ authoritative-project-policy: google_folder_iam_policy.folder replaces the whole policy of google_folder.shop: whatever it leaves out, the owners and Google's service agents included, loses access, and a mistake locks everyone out; grant with google_folder_iam_member or google_folder_iam_binding.
  folder      = google_folder.shop.name
  policy_data = data.google_iam_policy.this.policy_data
}

resource "google_organization_iam_policy" "organization" {
#         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ authoritative-project-policy: google_organization_iam_policy.organization replaces the whole policy of organization "123456789": whatever it leaves out, the owners and Google's service agents included, loses access, and a mistake locks everyone out; grant with google_organization_iam_member or google_organization_iam_binding.
  org_id      = "123456789"
  policy_data = var.policy
}

resource "google_storage_bucket_iam_policy" "bucket" {
  bucket      = "orders"
  policy_data = data.google_iam_policy.this.policy_data
}

resource "google_project_iam_binding" "binding" {
  project = "shop-prod"
  role    = "roles/browser"
  members = ["group:operators@example.com"]
}

data "google_project_iam_policy" "only_read" {
  project = "shop-prod"
}
