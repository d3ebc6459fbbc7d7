data "terraform_remote_state" "network" {
  backend = "gcs"
  config = {
    bucket      = "shop-prod-terraform"
    prefix      = "network"
    credentials = file("terraform-key.json")
    #             ~~~~~~~~~~~~~~~~~~~~~~~~~~ provider-credentials: data.terraform_remote_state.network takes its credentials from a file: a service account key never expires and works from anywhere; sign in with an identity of your own, and set impersonate_service_account.
  }
}

data "terraform_remote_state" "signed_in" {
  backend = "gcs"
  config = {
    bucket                      = "shop-prod-terraform"
    impersonate_service_account = "terraform@shop-prod.iam.gserviceaccount.com"
  }
}

data "terraform_remote_state" "elsewhere" {
  backend = "http"
  config = {
    address     = "https://state.shop.example"
    credentials = "terraform-key.json"
  }
}
