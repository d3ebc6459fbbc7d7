resource "google_project_iam_binding" "viewers" {
  project = "shop-prod"
  role    = "roles/monitoring.viewer"
  members = ["group:operators@example.com"]
}
