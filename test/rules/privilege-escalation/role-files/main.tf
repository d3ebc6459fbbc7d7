resource "google_project_iam_member" "onboarding" {
  project = "shop-prod"
  role    = "projects/shop-prod/roles/onboarding"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ privilege-escalation: projects/shop-prod/roles/onboarding on project "shop-prod" is a way to every right there: user:ana@example.com may change its allow policy and take any role; grant it to a few administrators only, or on the one resource that is needed.
  member  = "user:ana@example.com"
}

resource "google_project_iam_member" "retired" {
  project = "shop-prod"
  role    = "projects/shop-prod/roles/retired"
  member  = "user:ana@example.com"
}

resource "google_project_iam_member" "looking" {
  project = "shop-prod"
  role    = "projects/shop-prod/roles/looking"
  member  = "user:ana@example.com"
}

resource "google_project_iam_member" "other" {
  project = "shop-prod"
  role    = "projects/shop-prod/roles/other"
  member  = "user:ana@example.com"
}
