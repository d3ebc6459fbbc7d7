resource "google_cloud_run_v2_service" "report" {
  name     = "report"
  location = "europe-west1"

  template {
    service_account = "report@shop-prod.iam.gserviceaccount.com"
  }
}

resource "google_cloud_run_service" "legacy" {
  name     = "legacy"
  location = "europe-west1"

  template {
    spec {
      service_account_name = "report@shop-prod.iam.gserviceaccount.com"
    }
  }
}

resource "google_cloud_scheduler_job" "literal" {
  name = "literal"

  http_target {
    uri = "https://europe-west1-shop-prod.cloudfunctions.net/nightly"

    oauth_token {
   #~~~~~~~~~~~ wrong-token-type: google_cloud_scheduler_job.literal sends an OAuth access token to https://europe-west1-shop-prod.cloudfunctions.net/nightly, which takes ID tokens only: every call is refused, and the token, which is good for Google's APIs, is shown to the service; ask for an ID token.
      service_account_email = "scheduler@shop-prod.iam.gserviceaccount.com"
    }
  }
}

resource "google_cloud_scheduler_job" "declared" {
  name = "declared"

  http_target {
    uri = "${google_cloud_run_v2_service.report.uri}/nightly"

    oauth_token {
   #~~~~~~~~~~~ wrong-token-type: google_cloud_scheduler_job.declared sends an OAuth access token to ${google_cloud_run_v2_service.report.uri}/nightly, which takes ID tokens only: every call is refused, and the token, which is good for Google's APIs, is shown to the service; ask for an ID token.
      service_account_email = "scheduler@shop-prod.iam.gserviceaccount.com"
    }
  }
}

# A scope is no attribute of an ID token.
resource "google_cloud_scheduler_job" "with_scope" {
  name = "with-scope"

  http_target {
    uri = google_cloud_run_service.legacy.status[0].url

    oauth_token {
   #~~~~~~~~~~~ wrong-token-type: google_cloud_scheduler_job.with_scope sends an OAuth access token to google_cloud_run_service.legacy.status[0].url, which takes ID tokens only: every call is refused, and the token, which is good for Google's APIs, is shown to the service; ask for an ID token.
      service_account_email = "scheduler@shop-prod.iam.gserviceaccount.com"
      scope                 = "https://www.googleapis.com/auth/cloud-platform"
    }
  }
}

resource "google_cloud_scheduler_job" "part_of_the_host" {
  name = "part-of-the-host"

  http_target {
    uri = "https://report-${var.project_number}.europe-west1.run.app/nightly"

    oauth_token {
   #~~~~~~~~~~~ wrong-token-type: google_cloud_scheduler_job.part_of_the_host sends an OAuth access token to https://report-….europe-west1.run.app/nightly, which takes ID tokens only: every call is refused, and the token, which is good for Google's APIs, is shown to the service; ask for an ID token.
      service_account_email = "scheduler@shop-prod.iam.gserviceaccount.com"
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

    oauth_token {
   #~~~~~~~~~~~ wrong-token-type: google_cloud_tasks_queue.host sends an OAuth access token to https://report-123456789012.europe-west1.run.app, which takes ID tokens only: every call is refused, and the token, which is good for Google's APIs, is shown to the service; ask for an ID token.
      service_account_email = "scheduler@shop-prod.iam.gserviceaccount.com"
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
      oauth_token {
     #~~~~~~~~~~~ wrong-token-type: google_eventarc_pipeline.orders sends an OAuth access token to https://report-123456789012.europe-west1.run.app/orders, which takes ID tokens only: every call is refused, and the token, which is good for Google's APIs, is shown to the service; ask for an ID token.
        service_account = "scheduler@shop-prod.iam.gserviceaccount.com"
      }
    }
  }
}

resource "google_cloud_scheduler_job" "api" {
  name = "api"

  http_target {
    uri = "https://run.googleapis.com/v2/projects/shop-prod/locations/europe-west1/jobs/report:run"

    oauth_token {
      service_account_email = "scheduler@shop-prod.iam.gserviceaccount.com"
    }
  }
}

resource "google_cloud_scheduler_job" "id_token" {
  name = "id-token"

  http_target {
    uri = google_cloud_run_v2_service.report.uri

    oidc_token {
      service_account_email = "scheduler@shop-prod.iam.gserviceaccount.com"
    }
  }
}

resource "google_cloud_scheduler_job" "unknown" {
  name = "unknown"

  http_target {
    uri = var.url

    oauth_token {
      service_account_email = "scheduler@shop-prod.iam.gserviceaccount.com"
    }
  }
}

resource "google_cloud_scheduler_job" "looks_like_it" {
  name = "looks-like-it"

  http_target {
    uri = "https://example.com/?next=https://report.run.app"

    oauth_token {
      service_account_email = "scheduler@shop-prod.iam.gserviceaccount.com"
    }
  }
}

variable "project_number" {}

variable "url" {}
