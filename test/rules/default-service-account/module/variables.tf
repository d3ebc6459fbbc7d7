variable "account" {
  type    = string
  default = null
}

locals {
  runtime_account = "123456789012-compute@developer.gserviceaccount.com"
  #                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ default-service-account: google_cloud_run_v2_service.orders runs as the Compute Engine default service account (123456789012-compute@developer.gserviceaccount.com) and shares its roles with every workload that names no account; give it a service account of its own.
}
