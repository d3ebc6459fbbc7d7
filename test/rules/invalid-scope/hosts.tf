# Google has the scope, but under www.googleapis.com.
resource "google_compute_instance" "importer" {
  name         = "importer"
  machine_type = "e2-small"

  service_account {
    email = "importer@shop-prod.iam.gserviceaccount.com"
    scopes = [
      "https://googleapis.com/auth/cloud-platform",
      #~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-scope: https://googleapis.com/auth/cloud-platform is no access scope; it was probably meant to be https://www.googleapis.com/auth/cloud-platform.
      "https://storage.googleapis.com/auth/devstorage.read_only",
      #~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-scope: https://storage.googleapis.com/auth/devstorage.read_only is no access scope; it was probably meant to be https://www.googleapis.com/auth/devstorage.read_only.
      "https://mail.google.com/",
    ]
  }
}
