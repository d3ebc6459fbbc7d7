# No account: the Compute Engine default one.
resource "google_compute_instance" "importer" {
  name = "importer"

  service_account {
    scopes = ["cloud-platform"]
    #          ~~~~~~~~~~~~~~ broad-scope-on-default-account: google_compute_instance.importer gets cloud-platform as the Compute Engine default service account, so every role of that account, often roles/editor, can be used from it; give it a service account of its own.
  }
}

# The account written out, the scope as a URL among others.
resource "google_compute_instance_template" "importer" {
  name_prefix = "importer-"

  service_account {
    email  = "123456789012-compute@developer.gserviceaccount.com"
    scopes = ["logging-write", "https://www.googleapis.com/auth/cloud-platform"]
    #                           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ broad-scope-on-default-account: google_compute_instance_template.importer gets https://www.googleapis.com/auth/cloud-platform as the Compute Engine default service account (123456789012-compute@developer.gserviceaccount.com), so every role of that account, often roles/editor, can be used from it; give it a service account of its own.
  }
}

data "google_compute_default_service_account" "default" {}

locals {
  scopes = ["cloud-platform"]
  #          ~~~~~~~~~~~~~~ broad-scope-on-default-account: google_container_node_pool.front gets cloud-platform as the Compute Engine default service account (data.google_compute_default_service_account.default), so every role of that account, often roles/editor, can be used from it; give it a service account of its own.
}

# Through references, both.
resource "google_container_node_pool" "front" {
  cluster = "shop"

  node_config {
    service_account = data.google_compute_default_service_account.default.email
    oauth_scopes    = local.scopes
  }
}

resource "google_dataproc_cluster" "reports" {
  name = "reports"

  cluster_config {
    gce_cluster_config {
      service_account_scopes = ["cloud-platform"]
      #                          ~~~~~~~~~~~~~~ broad-scope-on-default-account: google_dataproc_cluster.reports gets cloud-platform as the Compute Engine default service account, so every role of that account, often roles/editor, can be used from it; give it a service account of its own.
    }
  }
}

# An account of its own: this is how Google recommends it.
resource "google_compute_instance" "archiver" {
  name = "archiver"

  service_account {
    email  = "archiver@shop-prod.iam.gserviceaccount.com"
    scopes = ["cloud-platform"]
  }
}

# Whose account it is is unknown.
resource "google_compute_instance" "unknown" {
  name = "unknown"

  service_account {
    email  = var.account
    scopes = ["cloud-platform"]
  }
}

# The default account with little.
resource "google_compute_instance" "frontend" {
  name = "frontend"

  service_account { # leastwise: ignore[default-service-account] for this test
    scopes = ["logging-write", "monitoring-write"]
  }
}

# The account of the template.
resource "google_compute_instance_from_template" "copy" {
  name                     = "copy"
  source_instance_template = google_compute_instance_template.importer.id

  service_account {
    scopes = ["cloud-platform"]
  }
}

# Without a block there is no account and no token.
resource "google_compute_instance" "bare" {
  name = "bare"
}
