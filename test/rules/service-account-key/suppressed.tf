# leastwise: ignore[service-account-key] backup appliance has no federation
resource "google_service_account_key" "appliance" {
  service_account_id = "backup@shop-prod.iam.gserviceaccount.com"
}

resource "google_service_account_key" "other" {
#         ~~~~~~~~~~~~~~~~~~~~~~~~~~ service-account-key: A key is made for backup@shop-prod.iam.gserviceaccount.com: it never expires, and its private half lies in the Terraform state; impersonate the account or use workload identity federation.
  service_account_id = "backup@shop-prod.iam.gserviceaccount.com"
}
