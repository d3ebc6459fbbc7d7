# Version 2 of Cloud Run: the path leads into the mounted secret.
resource "google_cloud_run_v2_service" "orders" {
  name = "orders"

  template {
    service_account = "orders@shop-prod.iam.gserviceaccount.com"

    containers {
      image = "europe-docker.pkg.dev/shop-prod/apps/orders:1.4.0"

      env {
        name  = "GOOGLE_APPLICATION_CREDENTIALS"
        #        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ credentials-in-environment (error): google_cloud_run_v2_service.orders takes a credential file from the secret orders-credentials by way of GOOGLE_APPLICATION_CREDENTIALS in place of its service account, so a credential that can be copied decides who it is; remove the variable and grant the service account what it needs.
        value = "/secrets/key.json"
      }

      volume_mounts {
        name       = "key"
        mount_path = "/secrets"
      }
    }

    volumes {
      name = "key"
      secret {
        secret = google_secret_manager_secret.orders.secret_id
      }
    }
  }
}

resource "google_secret_manager_secret" "orders" {
  secret_id = "orders-credentials"
  replication {
    auto {}
  }
}

# A variable taken from a secret, in a job.
resource "google_cloud_run_v2_job" "nightly" {
  name = "nightly"

  template {
    template {
      service_account = "nightly@shop-prod.iam.gserviceaccount.com"

      containers {
        env {
          name = "GOOGLE_CREDENTIALS"
          #       ~~~~~~~~~~~~~~~~~~ credentials-in-environment: google_cloud_run_v2_job.nightly takes a key from the secret nightly-sa-key by way of GOOGLE_CREDENTIALS in place of its service account, so a credential that can be copied decides who it is; remove the variable and grant the service account what it needs.
          value_source {
            secret_key_ref {
              secret  = "nightly-sa-key"
              version = "latest"
            }
          }
        }
        env {
          name  = "LOG_LEVEL"
          value = "info"
        }
      }
    }
  }
}

# Version 1, with a value that is unknown but set.
resource "google_cloud_run_service" "payments" {
  name = "payments"

  template {
    spec {
      service_account_name = "payments@shop-prod.iam.gserviceaccount.com"

      containers {
        env {
          name  = "GOOGLE_APPLICATION_CREDENTIALS"
          #        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ credentials-in-environment: google_cloud_run_service.payments takes a credential file by way of GOOGLE_APPLICATION_CREDENTIALS in place of its service account, so a credential that can be copied decides who it is; remove the variable and grant the service account what it needs.
          value = var.credentials
        }
      }
    }
  }
}

# Generated variables.
locals {
  environment = {
    GOOGLE_OAUTH_ACCESS_TOKEN = var.token
   #~~~~~~~~~~~~~~~~~~~~~~~~~ credentials-in-environment: google_cloud_run_v2_worker_pool.mailer takes a token by way of GOOGLE_OAUTH_ACCESS_TOKEN in place of its service account, so a credential that can be copied decides who it is; remove the variable and grant the service account what it needs.
    LOG_LEVEL                 = "info"
  }
}

resource "google_cloud_run_v2_worker_pool" "mailer" {
  name = "mailer"

  template {
    service_account = "mailer@shop-prod.iam.gserviceaccount.com"

    containers {
      dynamic "env" {
        for_each = local.environment
        content {
          name  = env.key
          value = env.value
        }
      }
    }
  }
}

# Functions have a map of variables, and blocks for secrets.
resource "google_cloudfunctions2_function" "thumbnails" {
  name = "thumbnails"

  build_config {
    service_account = "projects/shop-prod/serviceAccounts/builder@shop-prod.iam.gserviceaccount.com"
    environment_variables = {
      GOOGLE_APPLICATION_CREDENTIALS = "only while it is built"
    }
  }

  service_config {
    service_account_email = "thumbnails@shop-prod.iam.gserviceaccount.com"
    environment_variables = {
      GOOGLE_APPLICATION_CREDENTIALS = "/etc/key/key.json"
     #~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ credentials-in-environment (error): google_cloudfunctions2_function.thumbnails takes a credential file from the secret thumbnails by way of GOOGLE_APPLICATION_CREDENTIALS in place of its service account, so a credential that can be copied decides who it is; remove the variable and grant the service account what it needs.
      LOG_LEVEL                      = "info"
    }
    secret_environment_variables {
      key    = "TOKEN"
      secret = "thumbnails-service-account-key"
      #         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ credentials-in-environment: google_cloudfunctions2_function.thumbnails reads the secret thumbnails-service-account-key, by its name the key of a service account, and a key can be copied and never expires; grant the workload's own service account what it needs and destroy the key.
    }
    secret_volumes {
      mount_path = "/etc/key"
      secret     = "thumbnails"
    }
  }
}

resource "google_cloudfunctions_function" "mails" {
  name                  = "mails"
  service_account_email = "mail-fn@shop-prod.iam.gserviceaccount.com"
  build_service_account = "projects/shop-prod/serviceAccounts/builder@shop-prod.iam.gserviceaccount.com"
  environment_variables = {
    GCLOUD_KEYFILE_JSON = "{}"
   #~~~~~~~~~~~~~~~~~~~ credentials-in-environment: google_cloudfunctions_function.mails takes a key by way of GCLOUD_KEYFILE_JSON in place of its service account, so a credential that can be copied decides who it is; remove the variable and grant the service account what it needs.
  }
}

# Set to nothing, or not a variable at all.
resource "google_cloud_run_v2_service" "clean" {
  name = "clean"

  template {
    service_account = "clean-app@shop-prod.iam.gserviceaccount.com"

    containers {
      args = ["GOOGLE_APPLICATION_CREDENTIALS"]
      env {
        name  = "GOOGLE_APPLICATION_CREDENTIALS"
        value = ""
      }
      env {
        name  = var.name
        value = "/secrets/key.json"
      }
      env {
        name = "GOOGLE_CREDENTIALS"
      }
    }
  }
}
