variable "project" {
  type = string
}

resource "google_project_iam_binding" "developers" {
  project = var.project
  role    = "roles/run.developer"
  members = ["group:developers@example.com"]
}
