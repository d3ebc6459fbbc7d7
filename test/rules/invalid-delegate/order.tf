ephemeral "google_service_account_access_token" "chain" {
  target_service_account = "deploy@shop-prod.iam.gserviceaccount.com"
  scopes                 = ["devstorage.read_write"]
  delegates = [
    "projects/-/serviceAccounts/gateway@shop-prod.iam.gserviceaccount.com",
    "projects/-/serviceAccounts/relays@shop-prod.iam.gserviceaccount.com",
    #~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-delegate (warning): ephemeral.google_service_account_access_token.chain has 2 delegates, but Terraform keeps them as a set and loses their order, which the chain of impersonation needs; grant roles/iam.serviceAccountTokenCreator so that one delegate is enough.
  ]
}

ephemeral "google_service_account_access_token" "one" {
  target_service_account = "deploy@shop-prod.iam.gserviceaccount.com"
  scopes                 = ["devstorage.read_write"]
  delegates = [
    "projects/-/serviceAccounts/gateway@shop-prod.iam.gserviceaccount.com",
  ]
}
