resource "google_project_iam_custom_role" "grants" {
  project     = "shop-prod"
  role_id     = "onboarding"
  title       = "Onboarding"
  permissions = ["resourcemanager.projects.getIamPolicy", "resourcemanager.projects.setIamPolicy"]
}

resource "google_project_iam_custom_role" "looks" {
  project     = "shop-prod"
  role_id     = "looking"
  title       = "Looking"
  permissions = ["resourcemanager.projects.getIamPolicy"]
}

resource "google_project_iam_custom_role" "unknown" {
  project     = "shop-prod"
  role_id     = "unknown"
  title       = "Unknown"
  permissions = var.permissions
}

resource "google_project_iam_member" "grants" {
  project = "shop-prod"
  role    = google_project_iam_custom_role.grants.id
  #         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ privilege-escalation: projects/shop-prod/roles/onboarding on project "shop-prod" is a way to every right there: user:ana@example.com may change its allow policy and take any role; grant it to a few administrators only, or on the one resource that is needed.
  member  = "user:ana@example.com"
}

resource "google_project_iam_member" "grants_by_name" {
  project = "shop-prod"
  role    = "projects/shop-prod/roles/onboarding"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ privilege-escalation: projects/shop-prod/roles/onboarding on project "shop-prod" is a way to every right there: user:ben@example.com may change its allow policy and take any role; grant it to a few administrators only, or on the one resource that is needed.
  member  = "user:ben@example.com"
}

resource "google_project_iam_member" "looks" {
  project = "shop-prod"
  role    = google_project_iam_custom_role.looks.id
  member  = "user:ana@example.com"
}

resource "google_project_iam_member" "unknown" {
  project = "shop-prod"
  role    = google_project_iam_custom_role.unknown.id
  member  = "user:ana@example.com"
}

# A role that is disabled gives nothing. https://cloud.google.com/iam/docs/creating-custom-roles#disabling-custom-role
resource "google_project_iam_custom_role" "disabled" {
  project     = "shop-prod"
  role_id     = "formerly"
  title       = "Formerly"
  stage       = "DISABLED"
  permissions = ["resourcemanager.projects.setIamPolicy"]
}

resource "google_project_iam_member" "disabled" {
  project = "shop-prod"
  role    = google_project_iam_custom_role.disabled.id
  member  = "user:ana@example.com"
}
