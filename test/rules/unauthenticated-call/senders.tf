resource "google_cloud_run_v2_service" "orders" {
  name     = "orders"
  location = "europe-west1"

  template {
    service_account = "orders@shop-prod.iam.gserviceaccount.com"
  }
}

resource "google_cloudfunctions_function" "nightly" {
  name                  = "nightly"
  runtime               = "nodejs22"
  service_account_email = "nightly@shop-prod.iam.gserviceaccount.com"
  build_service_account = "projects/shop-prod/serviceAccounts/builder@shop-prod.iam.gserviceaccount.com"
}

resource "google_cloud_scheduler_job" "declared" {
  name = "declared"

  http_target {
 #~~~~~~~~~~~ unauthenticated-call: google_cloud_scheduler_job.declared calls ${google_cloud_run_v2_service.orders.uri}/nightly without an identity: the call fails, or the service is open to everyone; let it send an ID token of a service account with roles/run.invoker.
    uri = "${google_cloud_run_v2_service.orders.uri}/nightly"
  }
}

resource "google_cloud_scheduler_job" "function" {
  name = "function"

  http_target {
 #~~~~~~~~~~~ unauthenticated-call: google_cloud_scheduler_job.function calls google_cloudfunctions_function.nightly.https_trigger_url without an identity: the call fails, or the service is open to everyone; let it send an ID token of a service account with roles/run.invoker.
    uri     = google_cloudfunctions_function.nightly.https_trigger_url
    headers = { "Content-Type" = "application/json" }
  }
}

resource "google_cloud_tasks_queue" "orders" {
  name     = "orders"
  location = "europe-west1"

  http_target {
 #~~~~~~~~~~~ unauthenticated-call: google_cloud_tasks_queue.orders calls https://orders-123456789012.europe-west1.run.app without an identity: the call fails, or the service is open to everyone; let it send an ID token of a service account with roles/run.invoker.
    uri_override {
      host = "orders-123456789012.europe-west1.run.app"
    }
  }
}

resource "google_pubsub_subscription" "orders" {
  for_each = toset(["orders", "returns"])
  name     = each.key
  topic    = each.key

  push_config {
 #~~~~~~~~~~~ unauthenticated-call: google_pubsub_subscription.orders calls ${google_cloud_run_v2_service.orders.uri}/orders without an identity: the call fails, or the service is open to everyone; let it send an ID token of a service account with roles/run.invoker.
    push_endpoint = "${google_cloud_run_v2_service.orders.uri}/${each.key}"
  }
}

resource "google_eventarc_trigger" "orders" {
#         ~~~~~~~~~~~~~~~~~~~~~~~ unauthenticated-call: google_eventarc_trigger.orders calls orders without an identity: the call fails, or the service is open to everyone; let it send an ID token of a service account with roles/run.invoker.
  name     = "orders"
  location = "europe-west1"

  destination {
    cloud_run_service {
      service = google_cloud_run_v2_service.orders.name
    }
  }
}

resource "google_eventarc_pipeline" "orders" {
  location    = "europe-west1"
  pipeline_id = "orders"

  destinations {
 #~~~~~~~~~~~~ unauthenticated-call: google_eventarc_pipeline.orders calls https://orders-123456789012.europe-west1.run.app/orders without an identity: the call fails, or the service is open to everyone; let it send an ID token of a service account with roles/run.invoker.
    http_endpoint {
      uri = "https://orders-123456789012.europe-west1.run.app/orders"
    }
  }
}
