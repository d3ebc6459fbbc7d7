resource "google_service_account" "newsletter" {
  project    = "newsletter-prod"
  account_id = "newsletter-api"
}

resource "google_storage_bucket_iam_member" "templates" {
  bucket = "newsletter-templates"
  role   = "roles/storage.objectViewer"
  member = google_service_account.newsletter.member
}
