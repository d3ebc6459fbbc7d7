resource "google_cloud_scheduler_job" "other_service" {
  name = "other-service"

  http_target {
    uri = "https://report-123456789012.europe-west1.run.app/nightly"

    oidc_token {
      service_account_email = "scheduler@shop-prod.iam.gserviceaccount.com"
      audience              = "https://orders-123456789012.europe-west1.run.app"
      #                        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ audience-mismatch: The ID token of google_cloud_scheduler_job.other_service is for https://orders-123456789012.europe-west1.run.app, but it is sent to https://report-123456789012.europe-west1.run.app/nightly, which refuses it unless that is one of its custom audiences; use the URL of the service as the audience.
    }
  }
}

resource "google_pubsub_subscription" "other_form_of_another" {
  name  = "orders"
  topic = "orders"

  push_config {
    push_endpoint = "https://report-abcdefghij-ew.a.run.app/orders"

    oidc_token {
      service_account_email = "pushes@shop-prod.iam.gserviceaccount.com"
      audience              = "https://orders-123456789012.europe-west1.run.app"
      #                        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ audience-mismatch: The ID token of google_pubsub_subscription.other_form_of_another is for https://orders-123456789012.europe-west1.run.app, but it is sent to https://report-abcdefghij-ew.a.run.app/orders, which refuses it unless that is one of its custom audiences; use the URL of the service as the audience.
    }
  }
}

resource "google_cloud_scheduler_job" "own_domain" {
  name = "own-domain"

  http_target {
    uri = "https://report-123456789012.europe-west1.run.app/nightly"

    oidc_token {
      service_account_email = "scheduler@shop-prod.iam.gserviceaccount.com"
      audience              = "https://report.shop.example"
      #                        ~~~~~~~~~~~~~~~~~~~~~~~~~~~ audience-mismatch: The ID token of google_cloud_scheduler_job.own_domain is for https://report.shop.example, but it is sent to https://report-123456789012.europe-west1.run.app/nightly, which refuses it unless that is one of its custom audiences; use the URL of the service as the audience.
    }
  }
}

resource "google_cloud_scheduler_job" "no_url" {
  name = "no-url"

  http_target {
    uri = "https://europe-west1-shop-prod.cloudfunctions.net/nightly?full=true"

    oidc_token {
      service_account_email = "scheduler@shop-prod.iam.gserviceaccount.com"
      audience              = "nightly"
      #                        ~~~~~~~ audience-mismatch: The ID token of google_cloud_scheduler_job.no_url is for nightly, but it is sent to https://europe-west1-shop-prod.cloudfunctions.net/nightly?full=true, which refuses it unless that is one of its custom audiences; use the URL of the service as the audience.
    }
  }
}

resource "google_eventarc_pipeline" "orders" {
  location    = "europe-west1"
  pipeline_id = "orders"

  destinations {
    http_endpoint {
      uri = "https://report-123456789012.europe-west1.run.app/orders"
    }

    authentication_config {
      google_oidc {
        service_account = "scheduler@shop-prod.iam.gserviceaccount.com"
        audience        = "https://run.googleapis.com"
        #                  ~~~~~~~~~~~~~~~~~~~~~~~~~~ audience-mismatch: The ID token of google_eventarc_pipeline.orders is for https://run.googleapis.com, but it is sent to https://report-123456789012.europe-west1.run.app/orders, which refuses it unless that is one of its custom audiences; use the URL of the service as the audience.
      }
    }
  }
}

resource "google_cloud_tasks_queue" "host" {
  name     = "orders"
  location = "europe-west1"

  http_target {
    uri_override {
      host = "report-123456789012.europe-west1.run.app"
    }

    oidc_token {
      service_account_email = "scheduler@shop-prod.iam.gserviceaccount.com"
      audience              = "https://orders-123456789012.europe-west1.run.app"
      #                        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ audience-mismatch: The ID token of google_cloud_tasks_queue.host is for https://orders-123456789012.europe-west1.run.app, but it is sent to https://report-123456789012.europe-west1.run.app, which refuses it unless that is one of its custom audiences; use the URL of the service as the audience.
    }
  }
}
