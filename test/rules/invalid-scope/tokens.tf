# What an access token is asked for takes the same aliases and URLs.

ephemeral "google_service_account_access_token" "misspelt" {
  target_service_account = "deployer@shop-prod.iam.gserviceaccount.com"
  scopes                 = ["userinfo-mail", "https://www.googleapis.com/auth/devstorage.read_only"]
  #                          ~~~~~~~~~~~~~ invalid-scope: userinfo-mail is no access scope; it was probably meant to be userinfo-email.
}

data "google_service_account_access_token" "fine" {
  target_service_account = "deployer@shop-prod.iam.gserviceaccount.com"
  scopes                 = ["userinfo-email", "storage-ro", "https://www.googleapis.com/auth/drive.readonly"]
}
