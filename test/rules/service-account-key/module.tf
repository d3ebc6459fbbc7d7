module "accounts" {
  source        = "terraform-google-modules/service-accounts/google"
  project_id    = "shop-prod"
  names         = ["orders-api"]
  generate_keys = true
 #~~~~~~~~~~~~~ service-account-key: A key is made: it never expires, and its private half lies in the Terraform state; impersonate the account or use workload identity federation.
}

module "keyless" {
  source        = "terraform-google-modules/service-accounts/google"
  project_id    = "shop-prod"
  names         = ["payments-api"]
  generate_keys = false
}
