ephemeral "google_service_account_access_token" "alias" {
  target_service_account = "upload@shop-prod.iam.gserviceaccount.com"
  scopes                 = ["userinfo-email", "cloud-platform"]
  #                                            ~~~~~~~~~~~~~~ broad-token-scope: The token of ephemeral.google_service_account_access_token.alias can do everything that upload@shop-prod.iam.gserviceaccount.com can do on Google Cloud, wherever it gets to; ask only for the scopes of the APIs that it is for.
}

ephemeral "google_service_account_access_token" "url" {
  target_service_account = google_service_account.upload.email
  scopes                 = ["https://www.googleapis.com/auth/cloud-platform"]
  #                          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ broad-token-scope: The token of ephemeral.google_service_account_access_token.url can do everything that google_service_account.upload can do on Google Cloud, wherever it gets to; ask only for the scopes of the APIs that it is for.
}

resource "google_service_account" "upload" {
  account_id = "upload"
}

ephemeral "google_service_account_access_token" "narrow" {
  target_service_account = "upload@shop-prod.iam.gserviceaccount.com"
  scopes                 = ["devstorage.read_write", "https://www.googleapis.com/auth/cloud-platform.read-only"]
}

ephemeral "google_service_account_access_token" "unknown" {
  target_service_account = "upload@shop-prod.iam.gserviceaccount.com"
  scopes                 = var.scopes
}

variable "scopes" {
  type = list(string)
}

# Not a token that is handed on.
resource "google_compute_instance" "upload" {
  name         = "upload"
  machine_type = "e2-small"

  service_account {
    email  = google_service_account.upload.email
    scopes = ["cloud-platform"]
  }
}
