data "google_service_account_access_token" "upload" {
#     ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ token-in-state: data.google_service_account_access_token.upload leaves its token in the Terraform state, where everyone who can read the state can use it until it expires; use ephemeral "google_service_account_access_token", which keeps it nowhere.
  target_service_account = "upload@shop-prod.iam.gserviceaccount.com"
  scopes                 = ["devstorage.read_write"]
}

data "google_service_account_id_token" "orders" {
#     ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ token-in-state: data.google_service_account_id_token.orders leaves its token in the Terraform state, where everyone who can read the state can use it until it expires; use ephemeral "google_service_account_id_token", which keeps it nowhere.
  target_audience = "https://orders.example.com"
}

data "google_service_account_jwt" "partner" {
#     ~~~~~~~~~~~~~~~~~~~~~~~~~~ token-in-state: data.google_service_account_jwt.partner leaves its token in the Terraform state, where everyone who can read the state can use it until it expires; use ephemeral "google_service_account_jwt", which keeps it nowhere.
  target_service_account = "upload@shop-prod.iam.gserviceaccount.com"
  payload                = jsonencode({ sub = "upload" })
}

ephemeral "google_service_account_access_token" "upload" {
  target_service_account = "upload@shop-prod.iam.gserviceaccount.com"
  scopes                 = ["devstorage.read_write"]
}

# A public key is no secret.
data "google_service_account_key" "public" {
  name = "projects/shop-prod/serviceAccounts/upload@shop-prod.iam.gserviceaccount.com/keys/0123456789abcdef"
}

data "google_service_account" "upload" {
  account_id = "upload"
}
