resource "google_cloud_run_v2_service" "orders" {
  name = "orders"
  template {
    service_account = local.runtime_account
  }
}

resource "google_cloud_run_v2_service" "cart" {
  name = "cart"
  template {
    service_account = var.account
    #                 ~~~~~~~~~~~ default-service-account: google_cloud_run_v2_service.cart runs as the Compute Engine default service account and shares its roles with every workload that names no account; give it a service account of its own.
  }
}
