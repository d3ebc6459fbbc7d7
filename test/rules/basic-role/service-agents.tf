data "google_project" "shop" {}

# Google itself gives Editor to its APIs agent.
resource "google_project_iam_binding" "editors" {
  project = "shop-prod"
  role    = "roles/editor"
  members = [
    "serviceAccount:123456789012@cloudservices.gserviceaccount.com",
    "serviceAccount:${data.google_project.shop.number}@cloudservices.gserviceaccount.com",
  ]
}

# Named are only the others.
resource "google_project_iam_binding" "mixed" {
  project = "shop-prod"
  role    = "roles/editor"
  #          ~~~~~~~~~~~~ basic-role: roles/editor gives serviceAccount:deployer@shop-prod.iam.gserviceaccount.com 11,979 permissions across every service on project "shop-prod"; grant the predefined roles that are needed instead.
  members = [
    "serviceAccount:123456789012@cloudservices.gserviceaccount.com",
    "serviceAccount:deployer@shop-prod.iam.gserviceaccount.com",
  ]
}

# Nobody can tell whether this is an agent.
resource "google_project_iam_member" "unknown_account" {
  project = "shop-prod"
  role    = "roles/editor"
  member  = "serviceAccount:${var.email}"
}

# No agent has Owner.
resource "google_project_iam_member" "unknown_owner" {
  project = "shop-prod"
  role    = "roles/owner"
  #          ~~~~~~~~~~~ basic-role: roles/owner gives serviceAccount:… 13,568 permissions across every service on project "shop-prod"; grant the predefined roles that are needed instead.
  member  = "serviceAccount:${var.email}"
}
