# Whose account a data source finds is what it was asked for.
data "google_service_account" "compute" {
  account_id = "123456789012-compute@developer.gserviceaccount.com"
}

data "google_service_account" "app_engine" {
  account_id = "projects/-/serviceAccounts/shop-prod@appspot.gserviceaccount.com"
}

data "google_service_account" "own" {
  account_id = "api-runner@shop-prod.iam.gserviceaccount.com"
}

data "google_service_account" "named" {
  account_id = "api-runner"
}

data "google_service_account" "unknown" {
  account_id = var.account
}

resource "google_cloud_run_v2_service" "api" {
  for_each = {
    compute    = data.google_service_account.compute.email
    #            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ default-service-account: google_cloud_run_v2_service.api runs as the Compute Engine default service account (123456789012-compute@developer.gserviceaccount.com) and shares its roles with every workload that names no account; give it a service account of its own.
    app_engine = data.google_service_account.app_engine.email
    #            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ default-service-account: google_cloud_run_v2_service.api runs as the App Engine default service account (shop-prod@appspot.gserviceaccount.com) and shares its roles with every workload that names no account; give it a service account of its own.
    own        = data.google_service_account.own.email
    named      = data.google_service_account.named.email
    unknown    = data.google_service_account.unknown.email
  }
  name     = each.key
  location = "europe-west1"
  template {
    service_account = each.value
    containers {
      image = "api"
    }
  }
}
