resource "google_project_iam_member" "user" {
  project = "shop-prod"
  role    = "roles/run.developer"
  member  = "user:ana@example.com"
  #          ~~~~~~~~~~~~~~~~~~~~ user-grant: user:ana@example.com has roles/run.developer on project "shop-prod" in person, which nobody thinks of when the work changes hands; grant the role to a group and put the person into it.
}

resource "google_project_iam_binding" "users" {
  project = "shop-prod"
  role    = "roles/logging.viewer"
  members = ["user:ana@example.com", "group:operators@example.com", "user:${var.name}@example.com"]
  #           ~~~~~~~~~~~~~~~~~~~~ user-grant: user:ana@example.com has roles/logging.viewer on project "shop-prod" in person, which nobody thinks of when the work changes hands; grant the role to a group and put the person into it.
  #                                                                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ user-grant: user:…@example.com has roles/logging.viewer on project "shop-prod" in person, which nobody thinks of when the work changes hands; grant the role to a group and put the person into it.
}

# personal-account has this one, and basic-role the next.
resource "google_project_iam_member" "personal" {
  project = "shop-prod"
  role    = "roles/run.developer"
  member  = "user:ana@gmail.com"
}

resource "google_project_iam_member" "owner" {
  project = "shop-prod"
  role    = "roles/owner"
  member  = "user:ana@example.com"
}

resource "google_project_iam_member" "group" {
  project = "shop-prod"
  role    = "roles/run.developer"
  member  = "group:developers@example.com"
}
