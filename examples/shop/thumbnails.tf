data "google_storage_project_service_account" "storage" {}

# Cloud Storage announces new photos through Pub/Sub.
resource "google_project_iam_member" "storage_events" {
  project = var.project_id
  role    = "roles/pubsub.publisher"
  member  = data.google_storage_project_service_account.storage.member
}

resource "google_cloudfunctions2_function" "thumbnails" {
  name     = "thumbnails"
  location = var.region

  build_config {
    runtime         = "nodejs22"
    entry_point     = "thumbnail"
    service_account = google_service_account.builder.id

    source {
      storage_source {
        bucket = "fernhill-shop-sources"
        object = "thumbnails.zip"
      }
    }
  }

  service_config {
    available_memory      = "512M"
    service_account_email = google_service_account.thumbnails.email
  }

  event_trigger {
    event_type            = "google.cloud.storage.object.v1.finalized"
    trigger_region        = "eu"
    service_account_email = google_service_account.thumbnails.email

    event_filters {
      attribute = "bucket"
      value     = google_storage_bucket.media.name
    }
  }
}

resource "google_cloudfunctions2_function_iam_member" "thumbnails_events" {
  cloud_function = google_cloudfunctions2_function.thumbnails.name
  location       = var.region
  role           = "roles/cloudfunctions.invoker"
  member         = "allUsers"
}
