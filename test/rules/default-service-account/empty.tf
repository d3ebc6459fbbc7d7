# An empty string names no account: the provider leaves it out of the request. One that is written in place is half-typed.

variable "runtime" {
  type    = string
  default = ""
}

resource "google_cloud_run_v2_service" "orders" {
  name     = "orders"
  location = "europe-west1"

  template {
    service_account = var.runtime
    #                 ~~~~~~~~~~~ default-service-account: google_cloud_run_v2_service.orders runs as the Compute Engine default service account and shares its roles with every workload that names no account; give it a service account of its own.
  }
}

resource "google_cloudfunctions2_function" "resize" {
  name     = "resize"
  location = "europe-west1"

  service_config {
    service_account_email = ""
  }
}

resource "google_compute_instance" "no_account" {
  name         = "no-account"
  machine_type = "e2-small"

  dynamic "service_account" {
    for_each = var.runtime == "" ? [] : [var.runtime]

    content {
      email  = service_account.value
      scopes = ["cloud-platform"]
    }
  }
}

resource "google_service_account" "own" {
  account_id = "orders-own"
}

resource "google_cloud_run_v2_service" "otherwise" {
  name     = "otherwise"
  location = "europe-west1"

  template {
    service_account = var.runtime != "" ? var.runtime : google_service_account.own.email
  }
}
