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
    #                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ deployer-as-runtime: shop-orders@shop-prod.iam.gserviceaccount.com deploys through google_cloudbuild_trigger.orders and runs google_cloud_run_v2_service.orders, so whoever takes over what runs can deploy in its place; use one service account to deploy and another to run.
  }
}

# A workload that may deploy: a role for it, and one to attach accounts.
resource "google_service_account" "payments" {
  account_id = "shop-payments"
}

resource "google_cloud_run_v2_service" "payments" {
  name = "payments"

  template {
    service_account = google_service_account.payments.email
  }
}

resource "google_project_iam_member" "payments_deploys" {
  project = "shop-prod"
  role    = "roles/run.developer"
  member  = google_service_account.payments.member
  #         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ deployer-as-runtime: shop-payments@shop-prod.iam.gserviceaccount.com deploys with roles/run.developer and runs google_cloud_run_v2_service.payments, so whoever takes over what runs can deploy in its place; use one service account to deploy and another to run.
}

resource "google_service_account_iam_member" "payments_attaches" {
  service_account_id = google_service_account.orders.name
  role               = "roles/iam.serviceAccountUser"
  member             = google_service_account.payments.member
}

# A workload that starts others, and cannot attach accounts.
resource "google_service_account" "starter" {
  account_id = "shop-starter"
}

resource "google_cloud_run_v2_job" "starter" {
  name = "starter"

  template {
    template {
      service_account = google_service_account.starter.email
    }
  }
}

resource "google_project_iam_member" "starter" {
  project = "shop-prod"
  role    = "roles/run.developer"
  member  = google_service_account.starter.member
}

# Two accounts, as it should be; a function's own build does not deploy.
resource "google_service_account" "deployer" {
  account_id = "shop-deployer"
}

resource "google_service_account" "thumbnails" {
  account_id = "shop-thumbnails"
}

resource "google_cloudbuild_trigger" "thumbnails" {
  name            = "thumbnails"
  service_account = google_service_account.deployer.name
}

resource "google_cloudfunctions2_function" "thumbnails" {
  name = "thumbnails"

  build_config {
    service_account = google_service_account.thumbnails.name
  }

  service_config {
    service_account_email = google_service_account.thumbnails.email
  }
}

# What applies the configuration.
resource "google_service_account" "terraform" {
  account_id = "terraform"
  project    = "shop-prod"
}

provider "google" {
  project                     = "shop-prod"
  impersonate_service_account = "terraform@shop-prod.iam.gserviceaccount.com"
}

resource "google_compute_instance" "runner" {
  name = "runner"

  service_account {
    email  = google_service_account.terraform.email
    #        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ deployer-as-runtime: terraform@shop-prod.iam.gserviceaccount.com applies this configuration through provider "google" and runs google_compute_instance.runner, so whoever takes over what runs can deploy in its place; use one service account to deploy and another to run.
    scopes = ["cloud-platform"]
  }
}
