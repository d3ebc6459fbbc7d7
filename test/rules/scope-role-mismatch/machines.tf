resource "google_service_account" "importer" {
  account_id = "importer"
  project    = "shop-prod"
}

resource "google_storage_bucket_iam_member" "importer" {
  bucket = "shop-imports"
  role   = "roles/storage.objectAdmin"
  member = google_service_account.importer.member
}

resource "google_project_iam_member" "importer_secrets" {
  project = "shop-prod"
  role    = "roles/secretmanager.secretAccessor"
  member  = "serviceAccount:importer@shop-prod.iam.gserviceaccount.com"
}

resource "google_project_iam_member" "importer_logs" {
  project = "shop-prod"
  role    = "roles/logging.logWriter"
  member  = google_service_account.importer.member
}

# May read objects and write logs; the roles want more.
resource "google_compute_instance" "importer" {
  name = "importer"

  service_account {
    email  = google_service_account.importer.email
    scopes = ["https://www.googleapis.com/auth/devstorage.read_only", "logging-write"]
    #        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ scope-role-mismatch: google_compute_instance.importer cannot use roles/storage.objectAdmin and roles/secretmanager.secretAccessor of importer@shop-prod.iam.gserviceaccount.com: its access scopes let through less than the role allows; use cloud-platform and let the roles decide.
  }
}

# Everything is let through.
resource "google_compute_instance" "archiver" {
  name = "archiver"

  service_account {
    email  = google_service_account.importer.email
    scopes = ["cloud-platform"]
  }
}

# One scope is none that Leastwise knows.
resource "google_compute_instance" "other" {
  name = "other"

  service_account {
    email  = google_service_account.importer.email
    scopes = ["storage-ro", "https://www.googleapis.com/auth/spreadsheets"] # leastwise: ignore[legacy-scopes] for this test
  }
}

resource "google_service_account" "reader" {
  account_id = "reader"
}

resource "google_project_iam_member" "reader" {
  for_each = toset(["roles/storage.objectViewer", "roles/monitoring.metricWriter", "roles/run.invoker", "roles/artifactregistry.reader"])
  project  = "shop-prod"
  role     = each.value
  member   = google_service_account.reader.member
}

# Enough for reading objects and writing metrics; ID tokens and images need no scope.
resource "google_compute_instance" "reader" {
  name = "reader"

  service_account {
    email  = google_service_account.reader.email
    scopes = ["storage-ro", "monitoring-write"] # leastwise: ignore[legacy-scopes] for this test
  }
}

# Dataproc adds storage by itself.
resource "google_service_account" "reports" {
  account_id = "reports"
}

resource "google_storage_bucket_iam_member" "reports" {
  bucket = "shop-reports"
  role   = "roles/storage.objectUser"
  member = google_service_account.reports.member
}

resource "google_dataproc_cluster" "reports" {
  name = "reports"

  cluster_config {
    gce_cluster_config {
      service_account        = google_service_account.reports.email
      service_account_scopes = ["bigquery"] # leastwise: ignore[legacy-scopes] for this test
    }
  }
}

# A custom role counts by its permissions.
resource "google_project_iam_custom_role" "publisher" {
  role_id     = "publisher"
  project     = "shop-prod"
  title       = "Publisher"
  permissions = ["pubsub.topics.publish"]
}

resource "google_project_iam_member" "publisher" {
  project = "shop-prod"
  role    = google_project_iam_custom_role.publisher.id
  member  = google_service_account.publisher.member
}

resource "google_service_account" "publisher" {
  account_id = "publisher"
}

resource "google_compute_instance" "publisher" {
  name = "publisher"

  service_account {
    email  = google_service_account.publisher.email
    scopes = ["logging-write"]
    #        ~~~~~~~~~~~~~~~~~ scope-role-mismatch: google_compute_instance.publisher cannot use projects/shop-prod/roles/publisher of google_service_account.publisher: its access scopes let through less than the role allows; use cloud-platform and let the roles decide.
  }
}

# Which of the accounts has the role is unknown.
resource "google_service_account" "team" {
  for_each   = toset(["front", "backs"])
  account_id = "${each.key}-nodes"
}

resource "google_project_iam_member" "team" {
  project = "shop-prod"
  role    = "roles/pubsub.publisher"
  member  = google_service_account.team["front"].member
}

resource "google_compute_instance" "team" {
  name = "team"

  service_account {
    email  = google_service_account.team["backs"].email
    scopes = ["logging-write"] # leastwise: ignore[legacy-scopes] for this test
  }
}
