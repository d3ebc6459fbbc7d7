resource "google_cloud_scheduler_job" "custom_audience" {
  name = "custom-audience"

  http_target {
    uri = "https://orders-123456789012.europe-west1.run.app/nightly"

    oidc_token {
      service_account_email = "scheduler@shop-prod.iam.gserviceaccount.com"
      audience              = "https://orders.shop.example"
    }
  }
}

resource "google_cloud_scheduler_job" "none_of_them" {
  name = "none-of-them"

  http_target {
    uri = "https://orders-123456789012.europe-west1.run.app/nightly"

    oidc_token {
      service_account_email = "scheduler@shop-prod.iam.gserviceaccount.com"
      audience              = "https://report.shop.example"
      #                        ~~~~~~~~~~~~~~~~~~~~~~~~~~~ audience-mismatch: The ID token of google_cloud_scheduler_job.none_of_them is for https://report.shop.example, but it is sent to https://orders-123456789012.europe-west1.run.app/nightly, which refuses it; use the URL of the service as the audience.
    }
  }
}
