resource "google_cloud_scheduler_job" "api" {
  name = "api"

  http_target {
    uri = "https://www.example.com/nightly"
  }
}

resource "google_cloud_scheduler_job" "unknown" {
  name = "unknown"

  http_target {
    uri = var.url
  }
}

resource "google_cloud_scheduler_job" "own_header" {
  name = "own-header"

  http_target {
    uri     = "https://orders-123456789012.europe-west1.run.app/nightly"
    headers = { "authorization" = "Bearer ${var.token}" }
  }
}

resource "google_cloud_tasks_queue" "own_header" {
  name     = "orders"
  location = "europe-west1"

  http_target {
    uri_override {
      host = "orders-123456789012.europe-west1.run.app"
    }

    header_overrides {
      header {
        key   = "Authorization"
        value = var.token
      }
    }
  }
}

resource "google_cloud_scheduler_job" "unknown_headers" {
  name = "unknown-headers"

  http_target {
    uri     = "https://orders-123456789012.europe-west1.run.app/nightly"
    headers = var.headers
  }
}

resource "google_cloud_scheduler_job" "maybe" {
  name = "maybe"

  http_target {
    uri = "https://orders-123456789012.europe-west1.run.app/nightly"

    dynamic "oidc_token" {
      for_each = var.accounts
      content {
        service_account_email = oidc_token.value
      }
    }
  }
}

resource "google_cloud_scheduler_job" "publishes" {
  name = "publishes"

  pubsub_target {
    topic_name = "projects/shop-prod/topics/nightly"
  }
}

resource "google_cloud_tasks_queue" "plain" {
  name     = "plain"
  location = "europe-west1"
}

resource "google_pubsub_subscription" "pull" {
  name  = "pull"
  topic = "orders"
}

resource "google_eventarc_trigger" "given" {
  name            = "given"
  location        = "europe-west1"
  service_account = var.account

  destination {
    cloud_run_service {
      service = "orders"
    }
  }
}

resource "google_eventarc_trigger" "workflow" {
  name     = "workflow"
  location = "europe-west1"

  destination {
    workflow = "projects/shop-prod/locations/europe-west1/workflows/orders"
  }
}

variable "url" {}
variable "token" {}
variable "headers" {}
variable "accounts" {}
variable "account" {}
