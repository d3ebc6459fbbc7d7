resource "google_service_account" "deployer" {
  project    = "shop-prod"
  account_id = "deployer"
}

resource "google_service_account_iam_member" "ana_as_deployer" {
  service_account_id = google_service_account.deployer.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = "user:ana@example.com"
}

resource "google_project_iam_member" "deployer_owns" {
  project = "shop-prod"
  role    = "roles/owner"
  member  = google_service_account.deployer.member
  #         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ impersonation-path: user:ana@example.com may become serviceAccount:deployer@shop-prod.iam.gserviceaccount.com, and that one holds roles/owner on project "shop-prod"; take back a grant on the way, or give the account a narrower role.
}

# An account without much power may be impersonated.
resource "google_service_account" "reader" {
  project    = "shop-prod"
  account_id = "reader"
}

resource "google_service_account_iam_member" "ana_as_reader" {
  service_account_id = google_service_account.reader.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = "user:ana@example.com"
}

resource "google_project_iam_member" "reader_reads" {
  project = "shop-prod"
  role    = "roles/logging.viewer"
  member  = google_service_account.reader.member
}
