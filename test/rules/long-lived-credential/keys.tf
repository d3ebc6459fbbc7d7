resource "google_service_account" "backup" {
  project    = "shop-prod"
  account_id = "backup"
}

resource "google_storage_hmac_key" "declared" {
#         ~~~~~~~~~~~~~~~~~~~~~~~ long-lived-credential: google_storage_hmac_key.declared is an HMAC key of backup@shop-prod.iam.gserviceaccount.com, which never expires and whose secret lies in the Terraform state; call Cloud Storage with short-lived tokens of the account.
  service_account_email = google_service_account.backup.email
}

resource "google_storage_hmac_key" "of_somebody" {
#         ~~~~~~~~~~~~~~~~~~~~~~~ long-lived-credential: google_storage_hmac_key.of_somebody is an HMAC key of a service account, which never expires and whose secret lies in the Terraform state; call Cloud Storage with short-lived tokens of the account.
  service_account_email = var.account
}

resource "google_storage_hmac_key" "each" {
#         ~~~~~~~~~~~~~~~~~~~~~~~ long-lived-credential: google_storage_hmac_key.each is an HMAC key of archive@shop-prod.iam.gserviceaccount.com and backup@shop-prod.iam.gserviceaccount.com, which never expires and whose secret lies in the Terraform state; call Cloud Storage with short-lived tokens of the account.
  for_each              = toset(["backup@shop-prod.iam.gserviceaccount.com", "archive@shop-prod.iam.gserviceaccount.com"])
  service_account_email = each.value
}

resource "google_apikeys_key" "bound" {
#         ~~~~~~~~~~~~~~~~~~ long-lived-credential: google_apikeys_key.bound is an API key that acts as backup@shop-prod.iam.gserviceaccount.com for whoever has its text, and never expires; let callers authenticate with short-lived tokens.
  name                  = "assistant"
  service_account_email = google_service_account.backup.email
}

# An API key that is nobody's identity.
resource "google_apikeys_key" "maps" {
  name = "maps"
}

# Maybe it is nobody's.
resource "google_apikeys_key" "unknown" {
  name                  = "maps"
  service_account_email = var.account
}

variable "account" {}

variable "no_account" {
  default = null
}

resource "google_apikeys_key" "not_bound" {
  name                  = "maps"
  service_account_email = var.no_account
}
