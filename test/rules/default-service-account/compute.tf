# Without the block a machine has no account.
resource "google_compute_instance" "none" {
  name         = "none"
  machine_type = "e2-small"
}

resource "google_compute_instance" "block_without_email" {
  name         = "worker"
  machine_type = "e2-small"
  service_account {
 #~~~~~~~~~~~~~~~ default-service-account: google_compute_instance.block_without_email runs as the Compute Engine default service account and shares its roles with every workload that names no account; give it a service account of its own.
    scopes = ["logging-write"]
  }
}

resource "google_compute_instance" "the_word" {
  name         = "worker"
  machine_type = "e2-small"
  service_account {
    email  = "default"
    #         ~~~~~~~ default-service-account: google_compute_instance.the_word runs as the Compute Engine default service account and shares its roles with every workload that names no account; give it a service account of its own.
    scopes = ["logging-write"]
  }
}

resource "google_compute_instance_template" "one_line" {
  machine_type = "e2-small"
  service_account { scopes = ["logging-write"] }
 #~~~~~~~~~~~~~~~ default-service-account: google_compute_instance_template.one_line runs as the Compute Engine default service account and shares its roles with every workload that names no account; give it a service account of its own.
}

resource "google_compute_instance" "own" {
  name         = "worker"
  machine_type = "e2-small"
  service_account {
    email  = "image-worker@shop-prod.iam.gserviceaccount.com"
    scopes = ["cloud-platform"]
  }
}

resource "google_compute_instance" "dynamic" {
  name         = "worker"
  machine_type = "e2-small"
  dynamic "service_account" {
    for_each = var.service_account == null ? [] : [var.service_account]
    content {
      email  = service_account.value
      scopes = ["cloud-platform"]
    }
  }
}

resource "google_compute_instance_from_template" "inherited" {
  name                     = "worker"
  source_instance_template = google_compute_instance_template.one_line.self_link
}

resource "google_service_account" "worker" {
  account_id = "image-worker"
}
