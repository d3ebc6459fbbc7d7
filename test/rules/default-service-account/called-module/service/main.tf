variable "account" {
  default = "123456789012-compute@developer.gserviceaccount.com"
}

variable "job_account" {
  default = "123456789012-compute@developer.gserviceaccount.com"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ default-service-account: google_cloud_run_v2_job.orders runs as the Compute Engine default service account (123456789012-compute@developer.gserviceaccount.com) and shares its roles with every workload that names no account; give it a service account of its own.
}

# The caller sets it.
resource "google_cloud_run_v2_service" "orders" {
  name = "orders"
  template {
    service_account = var.account
  }
}

# Nobody sets it.
resource "google_cloud_run_v2_job" "orders" {
  name = "orders"
  template {
    template {
      service_account = var.job_account
    }
  }
}
