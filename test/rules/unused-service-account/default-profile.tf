resource "google_service_account" "forgotten" {
  project    = "shop-prod"
  account_id = "old-importer"
}
