resource "google_compute_instance" "loader" {
  name         = "loader"
  machine_type = "e2-small"

  service_account {
    email  = "loader@shop-prod.iam.gserviceaccount.com"
    scopes = ["storage-rw", "logging-write"]
    #        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ scope-role-mismatch: google_compute_instance.loader cannot use roles/bigquery.dataEditor of loader@shop-prod.iam.gserviceaccount.com: its access scopes let through less than the role allows; use cloud-platform and let the roles decide.
  }
}

resource "google_bigquery_dataset_iam_member" "loader" {
  dataset_id = "sales"
  role       = "roles/bigquery.dataEditor"
  member     = "serviceAccount:loader@shop-prod.iam.gserviceaccount.com"
}

resource "google_compute_instance" "reader" {
  name         = "reader"
  machine_type = "e2-small"

  service_account {
    email  = "reader@shop-prod.iam.gserviceaccount.com"
    scopes = ["bigquery", "logging-write"]
  }
}

resource "google_bigquery_dataset_iam_member" "reader" {
  dataset_id = "sales"
  role       = "roles/bigquery.dataViewer"
  member     = "serviceAccount:reader@shop-prod.iam.gserviceaccount.com"
}

# A job may be started with a scope of Cloud Storage, too.
resource "google_compute_instance" "exporter" {
  name         = "exporter"
  machine_type = "e2-small"

  service_account {
    email  = "exporter@shop-prod.iam.gserviceaccount.com"
    scopes = ["storage-rw"]
  }
}

resource "google_project_iam_member" "exporter" {
  project = "shop-prod"
  role    = "roles/bigquery.jobUser"
  member  = "serviceAccount:exporter@shop-prod.iam.gserviceaccount.com"
}
