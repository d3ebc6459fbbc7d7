resource "google_service_account" "ci" {
  account_id = "ci-deployer"
  project    = "shop-prod"
}

resource "google_service_account_key" "made" {
#         ~~~~~~~~~~~~~~~~~~~~~~~~~~ service-account-key: A key is made for ci-deployer@shop-prod.iam.gserviceaccount.com: it never expires, and its private half lies in the Terraform state; impersonate the account or use workload identity federation.
  service_account_id = google_service_account.ci.name
}

resource "google_service_account_key" "weak" {
#         ~~~~~~~~~~~~~~~~~~~~~~~~~~ service-account-key (error): A key is made for ci-deployer@shop-prod.iam.gserviceaccount.com: it never expires, and its private half lies in the Terraform state, and RSA 1024 is too short to be safe; impersonate the account or use workload identity federation.
  service_account_id = google_service_account.ci.name
  key_algorithm      = "KEY_ALG_RSA_1024"
}

resource "google_service_account_key" "uploaded" {
#         ~~~~~~~~~~~~~~~~~~~~~~~~~~ service-account-key: A key is uploaded for ci-deployer@shop-prod.iam.gserviceaccount.com: whoever holds its private half is the account until the key is deleted; impersonate the account or use workload identity federation.
  service_account_id = google_service_account.ci.name
  public_key_data    = filebase64("public.pem")
}

resource "google_service_account_key" "of_somebody" {
#         ~~~~~~~~~~~~~~~~~~~~~~~~~~ service-account-key: A key is made: it never expires, and its private half lies in the Terraform state; impersonate the account or use workload identity federation.
  for_each           = var.accounts
  service_account_id = each.value
}

# Reads the public half only.
data "google_service_account_key" "public" {
  name = "projects/shop-prod/serviceAccounts/ci-deployer@shop-prod.iam.gserviceaccount.com/keys/abc"
}
