terraform {
  backend "gcs" {
    bucket       = "shop-prod-terraform"
    credentials  = "terraform-key.json"
    #               ~~~~~~~~~~~~~~~~~~ provider-credentials: backend "gcs" takes its credentials from a file: a service account key never expires and works from anywhere; sign in with an identity of your own, and set impersonate_service_account.
    access_token = "a-token-from-somewhere"
    #               ~~~~~~~~~~~~~~~~~~~~~~ provider-credentials (error): backend "gcs" has an access token written out: everyone who reads the file can use it until it expires, and nothing works after that; revoke it and set impersonate_service_account.
  }
}
