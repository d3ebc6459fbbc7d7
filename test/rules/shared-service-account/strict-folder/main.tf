resource "google_service_account" "apps" {
  account_id = "shop-apps"
  project    = "shop-prod"
}

resource "google_cloud_run_v2_service" "orders" {
  name = "orders"

  template {
    service_account = google_service_account.apps.email
  }
}
