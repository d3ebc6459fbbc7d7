# Three copies of one worker are one workload.
resource "google_service_account" "worker" {
  account_id = "shop-worker"
}

resource "google_compute_instance" "worker" {
  count        = 3
  name         = "worker-${count.index}"
  machine_type = "e2-small"

  service_account {
    email  = google_service_account.worker.email
    scopes = ["cloud-platform"]
  }
}
