module "grants" {
  source  = "../grants"
  project = "shop-staging"
}

resource "google_project_iam_member" "another" {
  project = "shop-staging"
  role    = "roles/run.viewer"
  member  = "user:ana@example.com"
}
