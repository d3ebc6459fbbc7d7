resource "google_cloud_scheduler_job" "other_service" {
  name = "other-service"

  http_target {
    uri = "${google_cloud_run_v2_service.report.uri}/nightly"

    oidc_token {
      service_account_email = "scheduler@shop-prod.iam.gserviceaccount.com"
      audience              = google_cloud_run_v2_service.orders.uri
      #                       ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ audience-mismatch: The ID token of google_cloud_scheduler_job.other_service is for google_cloud_run_v2_service.orders.uri, but it is sent to ${google_cloud_run_v2_service.report.uri}/nightly, which refuses it; use the URL of the service as the audience.
    }
  }
}

resource "google_cloud_scheduler_job" "no_custom_audience" {
  name = "no-custom-audience"

  http_target {
    uri = google_cloud_run_v2_service.report.uri

    oidc_token {
      service_account_email = "scheduler@shop-prod.iam.gserviceaccount.com"
      audience              = "https://orders.shop.example"
      #                        ~~~~~~~~~~~~~~~~~~~~~~~~~~~ audience-mismatch: The ID token of google_cloud_scheduler_job.no_custom_audience is for https://orders.shop.example, but it is sent to google_cloud_run_v2_service.report.uri, which refuses it; use the URL of the service as the audience.
    }
  }
}

resource "google_cloud_scheduler_job" "name_of_another" {
  name = "name-of-another"

  http_target {
    uri = google_cloud_run_v2_service.report.uri

    oidc_token {
      service_account_email = "scheduler@shop-prod.iam.gserviceaccount.com"
      audience              = "https://orders-abcdefghij-ew.a.run.app"
      #                        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ audience-mismatch: The ID token of google_cloud_scheduler_job.name_of_another is for https://orders-abcdefghij-ew.a.run.app, but it is sent to google_cloud_run_v2_service.report.uri, which refuses it; use the URL of the service as the audience.
    }
  }
}

resource "google_cloud_scheduler_job" "function" {
  name = "function"

  http_target {
    uri = google_cloudfunctions2_function.thumbnails.service_config[0].uri

    oidc_token {
      service_account_email = "scheduler@shop-prod.iam.gserviceaccount.com"
      audience              = google_cloud_run_v2_service.orders.uri
      #                       ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ audience-mismatch: The ID token of google_cloud_scheduler_job.function is for google_cloud_run_v2_service.orders.uri, but it is sent to google_cloudfunctions2_function.thumbnails.service_config[0].uri, which refuses it; use the URL of the service as the audience.
    }
  }
}

resource "google_cloud_scheduler_job" "own" {
  name = "own"

  http_target {
    uri = "${google_cloud_run_v2_service.report.uri}/nightly"

    oidc_token {
      service_account_email = "scheduler@shop-prod.iam.gserviceaccount.com"
      audience              = google_cloud_run_v2_service.report.uri
    }
  }
}

resource "google_cloud_scheduler_job" "own_written" {
  name = "own-written"

  http_target {
    uri = google_cloud_run_v2_service.report.uri

    oidc_token {
      service_account_email = "scheduler@shop-prod.iam.gserviceaccount.com"
      audience              = "https://report-abcdefghij-ew.a.run.app"
    }
  }
}

resource "google_cloud_scheduler_job" "custom_audience" {
  name = "custom-audience"

  http_target {
    uri = "https://orders-123456789012.europe-west1.run.app/nightly"

    oidc_token {
      service_account_email = "scheduler@shop-prod.iam.gserviceaccount.com"
      audience              = "https://orders.shop.example/"
    }
  }
}
