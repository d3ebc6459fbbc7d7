variable "role" {
  type = string
}

resource "google_project_iam_member" "given" {
  project = "shop-called"
  role    = var.role
  member  = "user:ana@example.com"
}

resource "google_project_iam_member" "own" {
  project = "shop-called"
  role    = yamldecode(file("${path.module}/own.yaml"))[0]
  member  = yamldecode(file("${path.root}/config/shared.yaml")).member
}
