resource "google_service_account" "importer" {
  account_id = "importer"
}

# Narrower than cloud-platform, as aliases and as URLs.
resource "google_compute_instance" "importer" {
  name = "importer"

  service_account {
    email  = google_service_account.importer.email
    scopes = ["storage-ro", "logging-write"]
    #        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ legacy-scopes: google_compute_instance.importer runs as google_service_account.importer, whose roles say what it may do, and has the access scopes storage-ro and logging-write besides, which are no access control and make roles fail that are granted later; use cloud-platform.
  }
}

resource "google_container_node_pool" "front" {
  cluster = "shop"

  node_config {
    service_account = "front-nodes@shop-prod.iam.gserviceaccount.com"
    oauth_scopes = [
# @19..+5:5 legacy-scopes: google_container_node_pool.front runs as front-nodes@shop-prod.iam.gserviceaccount.com, whose roles say what it may do, and has the access scopes logging.write, monitoring and 2 more besides, which are no access control and make roles fail that are granted later; use cloud-platform.
      "https://www.googleapis.com/auth/logging.write",
      "https://www.googleapis.com/auth/monitoring",
      "https://www.googleapis.com/auth/devstorage.read_only",
      "https://www.googleapis.com/auth/ndev.clouddns.readwrite",
    ]
  }
}

# Everything, alone or among others.
resource "google_compute_instance" "archiver" {
  name = "archiver"

  service_account {
    email  = google_service_account.importer.email
    scopes = ["storage-ro", "cloud-platform"]
  }
}

# Everything, to be read.
resource "google_compute_instance" "auditor" {
  name = "auditor"

  service_account {
    email  = google_service_account.importer.email
    scopes = ["https://www.googleapis.com/auth/cloud-platform.read-only"]
  }
}

# On the default account the scopes are what holds it back.
resource "google_compute_instance" "frontend" {
  name = "frontend"

  service_account { # leastwise: ignore[default-service-account] for this test
    scopes = ["logging-write"]
  }
}

# Not all of the list is known.
resource "google_compute_instance" "unknown" {
  name = "unknown"

  service_account {
    email  = google_service_account.importer.email
    scopes = ["storage-ro", var.scope]
  }
}

# The platform's own list.
resource "google_container_node_pool" "back" {
  cluster = "shop"

  node_config {
    service_account = google_service_account.importer.email
  }
}

# Written elsewhere: no fix.
locals {
  scopes = ["compute-ro"]
  #        ~~~~~~~~~~~~~~ legacy-scopes: google_compute_instance.planner runs as google_service_account.importer, whose roles say what it may do, and has the access scopes compute-ro besides, which are no access control and make roles fail that are granted later; use cloud-platform.
}

resource "google_compute_instance" "planner" {
  name = "planner"

  service_account {
    email  = google_service_account.importer.email
    scopes = local.scopes
  }
}

# What lets through to Google Workspace is not in cloud-platform.
resource "google_compute_instance" "sheets" {
  name = "sheets"

  service_account {
    email  = google_service_account.importer.email
    scopes = ["https://www.googleapis.com/auth/drive.readonly", "logging-write"]
  }
}
