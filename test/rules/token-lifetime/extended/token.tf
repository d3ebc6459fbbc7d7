data "google_service_account_access_token" "hours" {
  target_service_account = "deploy@shop-prod.iam.gserviceaccount.com"
  scopes                 = ["devstorage.read_write"]
  lifetime               = "7200s"
}

data "google_service_account_access_token" "day" {
  target_service_account = "deploy@shop-prod.iam.gserviceaccount.com"
  scopes                 = ["devstorage.read_write"]
  lifetime               = "86400s"
  #                         ~~~~~~ token-lifetime (error): data.google_service_account_access_token.day asks for a token with a lifetime of 86400s, but no token lives longer than 12 hours; ask for at most "3600s".
}
