resource "google_project_iam_member" "on_a_project" {
  project = "shop-prod"
  role    = "roles/owner"
  #          ~~~~~~~~~~~ basic-role: roles/owner gives group:platform@example.com 13,568 permissions across every service on project "shop-prod"; grant the predefined roles that are needed instead.
  member  = "group:platform@example.com"
}

resource "google_folder_iam_binding" "on_a_folder" {
  folder  = "folders/123"
  role    = "roles/editor"
  #          ~~~~~~~~~~~~ basic-role: roles/editor gives group:platform@example.com and user:ana@example.com 11,979 permissions across every service on folder "123"; grant the predefined roles that are needed instead.
  members = ["group:platform@example.com", "user:ana@example.com"]
}

resource "google_organization_iam_member" "on_an_organization" {
  org_id = "123456789"
  role   = "roles/viewer"
  #         ~~~~~~~~~~~~ basic-role: roles/viewer gives serviceAccount:scanner@security-tools.iam.gserviceaccount.com 6,064 permissions across every service on organization "123456789"; grant the predefined roles that are needed instead.
  member = "serviceAccount:scanner@security-tools.iam.gserviceaccount.com"
}

resource "google_project_iam_member" "a_successor" {
  project = var.project
  role    = "roles/writer"
  #          ~~~~~~~~~~~~ basic-role: roles/writer gives group:platform@example.com permissions across every service on the project; grant the predefined roles that are needed instead.
  member  = "group:platform@example.com"
}

# A role that merely has the word in its name is no basic role.
resource "google_project_iam_member" "named_alike" {
  project = "shop-prod"
  role    = "roles/cloudconfig.viewer"
  member  = "group:platform@example.com"
}

resource "google_project_iam_member" "browser" {
  project = "shop-prod"
  role    = "roles/browser"
  member  = "group:platform@example.com"
}

# On a resource of their own the legacy roles reach no further.
resource "google_bigquery_dataset_iam_member" "on_a_dataset" {
  dataset_id = "sales"
  role       = "roles/viewer"
  member     = "group:platform@example.com"
}

# This removes the role from everybody.
resource "google_project_iam_binding" "removed" {
  project = "shop-prod"
  role    = "roles/editor"
  members = []
}

resource "google_project_iam_member" "unknown_role" {
  project = "shop-prod"
  role    = var.role
  member  = "group:platform@example.com"
}

resource "google_project_iam_member" "unknown_member" {
  project = "shop-prod"
  role    = "roles/viewer"
  member  = var.member
}
