terraform {
  required_version = ">= 1.9"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.50"
    }
  }

  backend "gcs" {
    bucket = "fernhill-shop-terraform"
    prefix = "shop"
  }
}

provider "google" {
  project                     = var.project_id
  region                      = var.region
  impersonate_service_account = var.terraform_account
}

data "google_compute_default_service_account" "default" {}

resource "google_project_service" "apis" {
  for_each = toset([
    "artifactregistry.googleapis.com",
    "cloudbuild.googleapis.com",
    "cloudfunctions.googleapis.com",
    "cloudscheduler.googleapis.com",
    "iamcredentials.googleapis.com",
    "run.googleapis.com",
    "secretmanager.googleapis.com",
    "sqladmin.googleapis.com",
  ])

  service            = each.value
  disable_on_destroy = false
}

resource "google_pubsub_topic" "order_events" {
  name = "order-events"
}

resource "google_secret_manager_secret" "payment_provider" {
  secret_id = "payment-provider"

  replication {
    auto {}
  }
}

# Takes the orders of the day out of the database and mails them to the office.
resource "google_cloud_scheduler_job" "nightly_report" {
  name      = "nightly-report"
  schedule  = "30 2 * * *"
  time_zone = "Europe/Brussels"

  http_target {
    http_method = "POST"
    uri         = "https://run.googleapis.com/v2/projects/${var.project_id}/locations/${var.region}/jobs/nightly-report:run"

    oauth_token {
      service_account_email = google_service_account.scheduler.email
    }
  }
}
