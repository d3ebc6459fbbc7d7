data "google_compute_default_service_account" "default" {}

resource "google_cloud_scheduler_job" "nightly" {
  name = "nightly"
  http_target {
    uri = "https://workflowexecutions.googleapis.com/v1/projects/shop-prod/locations/europe-west1/workflows/nightly/executions"
    oauth_token {
      service_account_email = data.google_compute_default_service_account.default.email
      #                       ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ default-service-account: google_cloud_scheduler_job.nightly calls as the Compute Engine default service account (data.google_compute_default_service_account.default) and has its roles, those of every workload that names no account; give it a service account of its own.
    }
  }
}

resource "google_cloud_tasks_queue" "orders" {
  name     = "orders"
  location = "europe-west1"
  http_target {
    oidc_token {
      service_account_email = "shop-prod@appspot.gserviceaccount.com"
      #                        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ default-service-account: google_cloud_tasks_queue.orders calls as the App Engine default service account (shop-prod@appspot.gserviceaccount.com) and has its roles, those of every workload that names no account; give it a service account of its own.
    }
  }
}

resource "google_pubsub_subscription" "push" {
  name  = "push"
  topic = "orders"
  push_config {
    push_endpoint = "https://orders.example.com/push"
    oidc_token {
      service_account_email = "123456789012-compute@developer.gserviceaccount.com"
      #                        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ default-service-account: google_pubsub_subscription.push calls as the Compute Engine default service account (123456789012-compute@developer.gserviceaccount.com) and has its roles, those of every workload that names no account; give it a service account of its own.
    }
  }
}

resource "google_pubsub_subscription" "table" {
  name  = "table"
  topic = "orders"
  bigquery_config {
    table                 = "shop-prod.orders.events"
    service_account_email = "123456789012-compute@developer.gserviceaccount.com"
    #                        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ default-service-account: google_pubsub_subscription.table calls as the Compute Engine default service account (123456789012-compute@developer.gserviceaccount.com) and has its roles, those of every workload that names no account; give it a service account of its own.
  }
}

resource "google_eventarc_trigger" "uploads" {
  name            = "uploads"
  location        = "europe-west1"
  service_account = "123456789012-compute@developer.gserviceaccount.com"
  #                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ default-service-account: google_eventarc_trigger.uploads calls as the Compute Engine default service account (123456789012-compute@developer.gserviceaccount.com) and has its roles, those of every workload that names no account; give it a service account of its own.
}

resource "google_cloudfunctions2_function" "resize" {
  name     = "resize"
  location = "europe-west1"
  build_config {
    service_account = google_service_account.builder.name
  }
  service_config {
    service_account_email = google_service_account.resize.email
  }
  event_trigger {
 #~~~~~~~~~~~~~ default-service-account: google_cloudfunctions2_function.resize calls as the Compute Engine default service account and has its roles, those of every workload that names no account; give it a service account of its own.
    event_type = "google.cloud.storage.object.v1.finalized"
  }
}

resource "google_cloudfunctions2_function" "own" {
  name     = "own"
  location = "europe-west1"
  build_config {
    service_account = google_service_account.builder.name
  }
  service_config {
    service_account_email = google_service_account.resize.email
  }
  event_trigger {
    event_type            = "google.cloud.storage.object.v1.finalized"
    service_account_email = google_service_account.resize.email
  }
}

# The provider asks for the account in a token block, and Google names no default for a trigger of Eventarc.
resource "google_cloud_scheduler_job" "half_typed" {
  name = "half-typed"
  http_target {
    uri = "https://orders.example.com/tick"
    oidc_token {}
  }
}

resource "google_eventarc_trigger" "not_set" {
  name     = "not-set"
  location = "europe-west1"
}

data "google_service_account_access_token" "impersonated" {
  target_service_account = "123456789012-compute@developer.gserviceaccount.com"
  scopes                 = ["cloud-platform"]
}

resource "google_service_account" "resize" {
  account_id = "image-resize"
}

resource "google_service_account" "builder" {
  account_id = "image-builder"
}
