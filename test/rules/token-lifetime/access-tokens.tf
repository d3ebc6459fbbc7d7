data "google_service_account_access_token" "hours" {
  target_service_account = "deploy@shop-prod.iam.gserviceaccount.com"
  scopes                 = ["devstorage.read_write"]
  lifetime               = "7200s"
  #                         ~~~~~ token-lifetime: data.google_service_account_access_token.hours asks for a token with a lifetime of 7200s, which the API refuses unless an organization policy lists the account in iam.allowServiceAccountCredentialLifetimeExtension; ask for at most "3600s".
}

data "google_service_account_access_token" "day" {
  target_service_account = "deploy@shop-prod.iam.gserviceaccount.com"
  scopes                 = ["devstorage.read_write"]
  lifetime               = "86400s"
  #                         ~~~~~~ token-lifetime (error): data.google_service_account_access_token.day asks for a token with a lifetime of 86400s, but no token lives longer than 12 hours; ask for at most "3600s".
}

data "google_service_account_access_token" "minutes" {
  target_service_account = "deploy@shop-prod.iam.gserviceaccount.com"
  scopes                 = ["devstorage.read_write"]
  lifetime               = "30m"
  #                         ~~~ token-lifetime (error): data.google_service_account_access_token.minutes asks for a token with a lifetime of 30m, which the API refuses; write it in seconds, like "1800s".
}

data "google_service_account_access_token" "number" {
  target_service_account = "deploy@shop-prod.iam.gserviceaccount.com"
  scopes                 = ["devstorage.read_write"]
  lifetime               = 1800
  #                        ~~~~ token-lifetime (error): data.google_service_account_access_token.number asks for a token with a lifetime of 1800, which the API refuses; write it in seconds, like "1800s".
}

ephemeral "google_service_account_access_token" "hours" {
  target_service_account = "deploy@shop-prod.iam.gserviceaccount.com"
  scopes                 = ["devstorage.read_write"]
  lifetime               = local.lifetime
}

locals {
  lifetime = "3601s"
  #           ~~~~~ token-lifetime (error): ephemeral.google_service_account_access_token.hours asks for a token with a lifetime of 3601s, but an ephemeral resource takes at most one hour; ask for at most "3600s".
}

ephemeral "google_service_account_access_token" "hour" {
  target_service_account = "deploy@shop-prod.iam.gserviceaccount.com"
  scopes                 = ["devstorage.read_write"]
  lifetime               = "3600s"
}

ephemeral "google_service_account_access_token" "fraction" {
  target_service_account = "deploy@shop-prod.iam.gserviceaccount.com"
  scopes                 = ["devstorage.read_write"]
  lifetime               = "300.5s"
}

ephemeral "google_service_account_access_token" "usual" {
  target_service_account = "deploy@shop-prod.iam.gserviceaccount.com"
  scopes                 = ["devstorage.read_write"]
}

ephemeral "google_service_account_access_token" "unknown" {
  target_service_account = "deploy@shop-prod.iam.gserviceaccount.com"
  scopes                 = ["devstorage.read_write"]
  lifetime               = var.lifetime
}

ephemeral "google_service_account_access_token" "half_typed" {
  target_service_account = "deploy@shop-prod.iam.gserviceaccount.com"
  scopes                 = ["devstorage.read_write"]
  lifetime               = ""
}

variable "lifetime" {}
