resource "google_service_account" "builder" {
  project    = "shop-prod"
  account_id = "builder"
}

resource "google_service_account_iam_binding" "builders" {
  service_account_id = google_service_account.builder.name
  role               = "roles/iam.serviceAccountTokenCreator"
  members            = ["user:ana@example.com", "user:ben@example.com"]
}
