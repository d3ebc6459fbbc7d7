resource "google_cloud_run_v2_service" "report" {
  name     = "report"
  location = "europe-west1"

  template {
    service_account = "report@shop-prod.iam.gserviceaccount.com"
  }
}

resource "google_cloud_run_v2_service" "orders" {
  name             = "orders"
  location         = "europe-west1"
  custom_audiences = ["https://orders.shop.example"]

  template {
    service_account = "orders@shop-prod.iam.gserviceaccount.com"
  }
}

resource "google_cloudfunctions2_function" "thumbnails" {
  name     = "thumbnails"
  location = "europe-west1"

  service_config {
    service_account_email = "thumbnails@shop-prod.iam.gserviceaccount.com"
  }

  build_config {
    service_account = "projects/shop-prod/serviceAccounts/builder@shop-prod.iam.gserviceaccount.com"
  }
}
