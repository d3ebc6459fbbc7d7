resource "google_service_account" "orders" {
  account_id = "shop-orders"
}

# A build that runs as what it deploys.
resource "google_cloudbuild_trigger" "orders" {
  name            = "orders"
  service_account = google_service_account.orders.name
}

resource "google_cloud_run_v2_service" "orders" {
  name = "orders"

  template {
    service_account = google_service_account.orders.email
  }
}
