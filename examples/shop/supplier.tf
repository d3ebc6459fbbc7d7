# Fetches the price lists of the suppliers, some of whom still offer FTP only.
resource "google_compute_instance" "supplier_import" {
  name         = "supplier-import"
  machine_type = "e2-small"
  zone         = "${var.region}-b"

  boot_disk {
    initialize_params {
      image = "debian-cloud/debian-12"
    }
  }

  network_interface {
    network = "default"
  }

  service_account {
    scopes = ["cloud-platform"]
  }
}
