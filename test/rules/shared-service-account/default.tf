resource "google_service_account" "apps" {
  account_id = "shop-apps"
}

resource "google_cloud_run_v2_service" "orders" {
  name = "orders"

  template {
    service_account = google_service_account.apps.email
  }
}

resource "google_cloud_run_v2_service" "payments" {
  name = "payments"

  template {
    service_account = google_service_account.apps.email
  }
}

resource "google_compute_instance" "importer" {
  name = "importer"

  service_account {
    email  = google_service_account.apps.email
    scopes = ["cloud-platform"]
  }
