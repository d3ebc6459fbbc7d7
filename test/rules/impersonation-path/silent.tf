# Who already has the power does not gain it.
resource "google_service_account" "owner" {
  project    = "shop-prod"
  account_id = "owner-one"
}

resource "google_project_iam_binding" "owners" {
  project = "shop-prod"
  role    = "roles/owner"
  members = [google_service_account.owner.member, "group:admins@example.com"]
}

resource "google_service_account_iam_member" "admins" {
  service_account_id = google_service_account.owner.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = "group:admins@example.com"
}

# To run as an account takes something to run.
resource "google_service_account_iam_member" "attaches" {
  service_account_id = google_service_account.owner.name
  role               = "roles/iam.serviceAccountUser"
  member             = "user:ana@example.com"
}

# Google's agents do as their services are told.
resource "google_service_account_iam_member" "agent" {
  service_account_id = google_service_account.owner.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"
}

resource "google_service_account_iam_member" "unknown" {
  service_account_id = google_service_account.owner.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = var.member
}

resource "google_service_account_iam_member" "unknown_account" {
  service_account_id = var.account
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = "user:ben@example.com"
}

# One of several accounts of a declaration is not the others.
resource "google_service_account" "several" {
  for_each   = toset(["admins", "readers"])
  project    = "shop-prod"
  account_id = "team-${each.value}"
}

resource "google_project_iam_member" "team_admins" {
  project = "shop-prod"
  role    = "roles/editor"
  member  = google_service_account.several["admins"].member
}

resource "google_service_account_iam_member" "team_readers" {
  service_account_id = google_service_account.several["readers"].name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = "user:ben@example.com"
}
