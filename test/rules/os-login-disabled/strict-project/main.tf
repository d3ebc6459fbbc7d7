resource "google_compute_project_metadata" "default" {
  metadata = {
    enable-oslogin = "TRUE"
  }
}

# The project's metadata counts for this one, too.
resource "google_compute_instance" "silent" {
  name         = "silent"
  machine_type = "e2-micro"
}
