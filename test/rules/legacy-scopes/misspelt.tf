# The list is wide but for a slip, which is invalid-scope's.
resource "google_compute_instance" "importer" {
  name         = "importer"
  machine_type = "e2-small"

  service_account {
    email  = "importer@shop-prod.iam.gserviceaccount.com"
    scopes = ["https://www.googleapis.com/auth/cloud-platfrom"]
  }
}
