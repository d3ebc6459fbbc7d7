data "google_compute_default_service_account" "default" {}

resource "google_service_account" "orders" {
  account_id = "orders-api"
  project    = "shop-prod"
}

module "machines" {
  source  = "terraform-google-modules/vm/google//modules/instance_template"
  version = "~> 12.0"

  service_account = {
    email  = data.google_compute_default_service_account.default.email
    #        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ default-service-account: module.machines runs as the Compute Engine default service account (data.google_compute_default_service_account.default) and shares its roles with every workload that names no account; give it a service account of its own.
    scopes = ["cloud-platform"]
  }
}

module "unnamed_machines" {
  source = "terraform-google-modules/vm/google//modules/instance_template"

  service_account = {
    email  = ""
    #        ~~ default-service-account: module.unnamed_machines runs as the Compute Engine default service account and shares its roles with every workload that names no account; give it a service account of its own.
    scopes = ["cloud-platform"]
  }
}

# The module makes an account, or the machines have none.
module "bare_machines" {
  source = "terraform-google-modules/vm/google//modules/instance_template"
}

module "null_machines" {
  source = "terraform-google-modules/vm/google//modules/instance_template"

  service_account = null
}

module "named_machines" {
  source = "terraform-google-modules/vm/google//modules/instance_template"

  service_account = {
    email  = google_service_account.orders.email
    scopes = ["cloud-platform"]
  }
}

module "handed_down" {
  source = "terraform-google-modules/vm/google//modules/instance_template"

  service_account = var.service_account
}

module "orders" {
#       ~~~~~~ default-service-account: module.orders runs as the Compute Engine default service account and shares its roles with every workload that names no account; give it a service account of its own.
  source = "GoogleCloudPlatform/cloud-run/google"

  service_name = "orders"
  location     = "europe-west1"
}

module "named_orders" {
  source = "GoogleCloudPlatform/cloud-run/google"

  service_name          = "orders"
  location              = "europe-west1"
  service_account_email = google_service_account.orders.email
}

# It makes its own.
module "orders_v2" {
  source = "GoogleCloudPlatform/cloud-run/google//modules/v2"

  service_name = "orders"
}

module "orders_v2_without" {
#       ~~~~~~~~~~~~~~~~~ default-service-account: module.orders_v2_without runs as the Compute Engine default service account and shares its roles with every workload that names no account; give it a service account of its own.
  source = "GoogleCloudPlatform/cloud-run/google//modules/v2"

  service_name           = "orders"
  create_service_account = false
}

module "orders_v2_perhaps" {
  source = "GoogleCloudPlatform/cloud-run/google//modules/v2"

  service_name           = "orders"
  create_service_account = var.create
}

module "report" {
#       ~~~~~~ default-service-account: module.report runs as the Compute Engine default service account and shares its roles with every workload that names no account; give it a service account of its own.
  source = "GoogleCloudPlatform/cloud-run/google//modules/job-exec"

  name = "report"
}

module "report_as_itself" {
  source = "GoogleCloudPlatform/cloud-run/google//modules/job-exec"

  name                   = "report"
  create_service_account = true
}

module "resize" {
  source = "GoogleCloudPlatform/cloud-functions/google"

  function_name  = "resize"
  service_config = {}
 #~~~~~~~~~~~~~~ default-service-account: module.resize runs as the Compute Engine default service account and shares its roles with every workload that names no account; give it a service account of its own.
}

module "resize_as_somebody" {
  source = "GoogleCloudPlatform/cloud-functions/google"

  function_name         = "resize"
  service_config        = { service_account_email = google_service_account.orders.email }
  build_service_account = "projects/shop-prod/serviceAccounts/123456789012@cloudbuild.gserviceaccount.com"
  #                        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ default-service-account: module.resize_as_somebody's build runs as the legacy Cloud Build service account (123456789012@cloudbuild.gserviceaccount.com) and shares its roles with every build that names no account; give it a service account of its own.
}

module "resize_handed_down" {
  source = "GoogleCloudPlatform/cloud-functions/google"

  function_name  = "resize"
  service_config = var.service_config
}

module "nightly" {
#       ~~~~~~~ default-service-account: module.nightly runs as the Compute Engine default service account and shares its roles with every workload that names no account; give it a service account of its own.
  source = "GoogleCloudPlatform/cloud-workflows/google"

  workflow_name = "nightly"
}

module "nightly_as_itself" {
  source = "GoogleCloudPlatform/cloud-workflows/google"

  workflow_name          = "nightly"
  service_account_create = true
}
