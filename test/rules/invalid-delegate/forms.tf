resource "google_service_account" "gateway" {
  account_id = "gateway"
}

resource "google_service_account" "known" {
  project    = "shop-prod"
  account_id = "gateway"
}

ephemeral "google_service_account_access_token" "email" {
  target_service_account = "deploy@shop-prod.iam.gserviceaccount.com"
  scopes                 = ["devstorage.read_write"]
  delegates              = ["gateway@shop-prod.iam.gserviceaccount.com"]
  #                          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-delegate: IAM refuses gateway@shop-prod.iam.gserviceaccount.com as a delegate of ephemeral.google_service_account_access_token.email: it has to be written as projects/-/serviceAccounts/EMAIL, with the dash in place of the project.
}

ephemeral "google_service_account_access_token" "with_project" {
  target_service_account = "deploy@shop-prod.iam.gserviceaccount.com"
  scopes                 = ["devstorage.read_write"]
  delegates              = ["projects/shop-prod/serviceAccounts/gateway@shop-prod.iam.gserviceaccount.com"]
  #                          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-delegate: IAM refuses gateway@shop-prod.iam.gserviceaccount.com as a delegate of ephemeral.google_service_account_access_token.with_project: it has to be written as projects/-/serviceAccounts/EMAIL, with the dash in place of the project.
}

ephemeral "google_service_account_id_token" "declared_name" {
  target_audience = "https://orders.example.com"
  delegates       = [google_service_account.gateway.name]
  #                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-delegate: IAM refuses google_service_account.gateway as a delegate of ephemeral.google_service_account_id_token.declared_name: it has to be written as projects/-/serviceAccounts/EMAIL, with the dash in place of the project.
}

ephemeral "google_service_account_id_token" "declared_email" {
  target_audience = "https://orders.example.com"
  delegates       = [google_service_account.known.email]
  #                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-delegate: IAM refuses gateway@shop-prod.iam.gserviceaccount.com as a delegate of ephemeral.google_service_account_id_token.declared_email: it has to be written as projects/-/serviceAccounts/EMAIL, with the dash in place of the project.
}

ephemeral "google_service_account_jwt" "member" {
  target_service_account = "deploy@shop-prod.iam.gserviceaccount.com"
  payload                = jsonencode({ sub = "deploy" })
  delegates              = [google_service_account.gateway.member]
  #                         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-delegate: IAM refuses google_service_account.gateway as a delegate of ephemeral.google_service_account_jwt.member: it has to be written as projects/-/serviceAccounts/EMAIL, with the dash in place of the project.
}

data "google_service_account_access_token" "not_an_account" {
  target_service_account = "deploy@shop-prod.iam.gserviceaccount.com"
  scopes                 = ["devstorage.read_write"]
  delegates              = ["projects/-/serviceAccounts/gateway@example.com"]
  #                          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-delegate: IAM refuses gateway@example.com as a delegate of data.google_service_account_access_token.not_an_account: it is no service account; name one as projects/-/serviceAccounts/EMAIL, with the dash in place of the project.
}

# A local is used elsewhere, too.
ephemeral "google_service_account_access_token" "local" {
  target_service_account = "deploy@shop-prod.iam.gserviceaccount.com"
  scopes                 = ["devstorage.read_write"]
  delegates              = [local.gateway]
}

locals {
  gateway = "gateway@shop-prod.iam.gserviceaccount.com"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-delegate: IAM refuses gateway@shop-prod.iam.gserviceaccount.com as a delegate of ephemeral.google_service_account_access_token.local: it has to be written as projects/-/serviceAccounts/EMAIL, with the dash in place of the project.
}

ephemeral "google_service_account_access_token" "right" {
  target_service_account = "deploy@shop-prod.iam.gserviceaccount.com"
  scopes                 = ["devstorage.read_write"]
  delegates              = ["projects/-/serviceAccounts/gateway@shop-prod.iam.gserviceaccount.com"]
}

ephemeral "google_service_account_access_token" "right_by_reference" {
  target_service_account = "deploy@shop-prod.iam.gserviceaccount.com"
  scopes                 = ["devstorage.read_write"]
  delegates              = ["projects/-/serviceAccounts/${google_service_account.gateway.email}"]
}

ephemeral "google_service_account_access_token" "unknown" {
  target_service_account = "deploy@shop-prod.iam.gserviceaccount.com"
  scopes                 = ["devstorage.read_write"]
  delegates              = [var.delegate]
}

ephemeral "google_service_account_access_token" "unknown_project" {
  target_service_account = "deploy@shop-prod.iam.gserviceaccount.com"
  scopes                 = ["devstorage.read_write"]
  delegates              = ["projects/${var.project}/serviceAccounts/gateway@shop-prod.iam.gserviceaccount.com"]
}

ephemeral "google_service_account_access_token" "none" {
  target_service_account = "deploy@shop-prod.iam.gserviceaccount.com"
  scopes                 = ["devstorage.read_write"]
  delegates              = []
}

variable "delegate" {}

variable "project" {}

# The provider keeps the order, and writes the form itself.
provider "google" {
  impersonate_service_account           = "deploy@shop-prod.iam.gserviceaccount.com"
  impersonate_service_account_delegates = ["gateway@shop-prod.iam.gserviceaccount.com", "relays@shop-prod.iam.gserviceaccount.com"]
}
