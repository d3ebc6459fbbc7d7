# The same service, at its other URL.
resource "google_cloud_scheduler_job" "other_form" {
  name = "other-form"

  http_target {
    uri = "https://report-abcdefghij-ew.a.run.app/nightly"

    oidc_token {
      service_account_email = "scheduler@shop-prod.iam.gserviceaccount.com"
      audience              = "https://report-123456789012.europe-west1.run.app"
    }
  }
}

# A revision by its tag, and a slash at the end.
resource "google_cloud_scheduler_job" "tag" {
  name = "tag"

  http_target {
    uri = "https://blue---report-abcdefghij-ew.a.run.app/nightly"

    oidc_token {
      service_account_email = "scheduler@shop-prod.iam.gserviceaccount.com"
      audience              = "https://report-abcdefghij-ew.a.run.app/"
    }
  }
}

# A function of the first generation takes its path.
resource "google_cloud_scheduler_job" "function" {
  name = "function"

  http_target {
    uri = "https://europe-west1-shop-prod.cloudfunctions.net/nightly?full=true"

    oidc_token {
      service_account_email = "scheduler@shop-prod.iam.gserviceaccount.com"
      audience              = "https://europe-west1-shop-prod.cloudfunctions.net/nightly"
    }
  }
}

# A function of the second generation is at both.
resource "google_cloud_scheduler_job" "function_of_run" {
  name = "function-of-run"

  http_target {
    uri = "https://europe-west1-shop-prod.cloudfunctions.net/nightly"

    oidc_token {
      service_account_email = "scheduler@shop-prod.iam.gserviceaccount.com"
      audience              = "https://nightly-abcdefghij-ew.a.run.app"
    }
  }
}

# Identity-Aware Proxy.
resource "google_cloud_scheduler_job" "proxy" {
  name = "proxy"

  http_target {
    uri = "https://report-123456789012.europe-west1.run.app/nightly"

    oidc_token {
      service_account_email = "scheduler@shop-prod.iam.gserviceaccount.com"
      audience              = "123456789012-abc.apps.googleusercontent.com"
    }
  }
}

# A load balancer: what stands behind it takes its own URL.
resource "google_cloud_scheduler_job" "load_balancer" {
  name = "load-balancer"

  http_target {
    uri = "https://report.shop.example/nightly"

    oidc_token {
      service_account_email = "scheduler@shop-prod.iam.gserviceaccount.com"
      audience              = "https://report-123456789012.europe-west1.run.app"
    }
  }
}

resource "google_cloud_scheduler_job" "without" {
  name = "without"

  http_target {
    uri = "https://report-123456789012.europe-west1.run.app/nightly"

    oidc_token {
      service_account_email = "scheduler@shop-prod.iam.gserviceaccount.com"
    }
  }
}

resource "google_cloud_scheduler_job" "unknown" {
  name = "unknown"

  http_target {
    uri = "https://report-${var.project_number}.europe-west1.run.app/nightly"

    oidc_token {
      service_account_email = "scheduler@shop-prod.iam.gserviceaccount.com"
      audience              = "https://orders-${var.project_number}.europe-west1.run.app"
    }
  }
}

variable "project_number" {}
