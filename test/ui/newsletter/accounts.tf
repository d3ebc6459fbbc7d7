resource "google_service_account" "newsletter" {
  project    = "newsletter-prod"
  account_id = "newsletter-api"
}

resource "google_service_account" "deployer" {
  project    = "newsletter-prod"
  account_id = "deployer"
}

# Who becomes whom.

resource "google_service_account_iam_member" "deployer_becomes_newsletter" {
  service_account_id = google_service_account.newsletter.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = google_service_account.deployer.member
}

resource "google_service_account_iam_member" "editors_become_deployer" {
  service_account_id = google_service_account.deployer.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = "group:editors@newsletter.example"
}

# What the newsletter needs.

resource "google_storage_bucket_iam_member" "templates" {
  bucket = "newsletter-templates"
  role   = "roles/storage.objectViewer"
  member = google_service_account.newsletter.member
}
