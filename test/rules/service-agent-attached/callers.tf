resource "google_cloud_scheduler_job" "nightly" {
  name = "nightly"
  http_target {
    uri = "https://orders.example.com/tick"
    oidc_token {
      service_account_email = "service-123456789012@gcp-sa-cloudscheduler.iam.gserviceaccount.com"
      #                        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ service-agent-attached: google_cloud_scheduler_job.nightly cannot call as service-123456789012@gcp-sa-cloudscheduler.iam.gserviceaccount.com: it is a Google service agent, which only Google's own services use; name a user-managed service account.
    }
  }
}

resource "google_pubsub_subscription" "push" {
  name  = "push"
  topic = "orders"
  push_config {
    push_endpoint = "https://orders.example.com/push"
    oidc_token {
      service_account_email = "orders-push@shop-prod.iam.gserviceaccount.com"
    }
  }
}

# A subscription to a table is written by the service's own agent where nothing else is named.
resource "google_pubsub_subscription" "table" {
  name  = "table"
  topic = "orders"
  bigquery_config {
    table                 = "shop-prod.orders.events"
    service_account_email = "service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"
  }
}
