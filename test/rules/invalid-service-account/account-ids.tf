resource "google_service_account" "short" {
  account_id = "api"
  #             ~~~ invalid-service-account: google_service_account.short cannot be created as api, which has a name that is not 6 to 30 lower-case letters, digits and dashes.
}

resource "google_service_account" "underscore" {
  account_id = "orders_api"
  #             ~~~~~~~~~~ invalid-service-account: google_service_account.underscore cannot be created as orders_api, which has a name that is not 6 to 30 lower-case letters, digits and dashes.
}

resource "google_service_account" "address" {
  account_id = "orders@shop-prod.iam.gserviceaccount.com"
  #             ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-service-account: google_service_account.address cannot be created as orders@shop-prod.iam.gserviceaccount.com, which is an address, and the account_id is what stands in it before the @.
}

resource "google_service_account" "placeholder" {
  account_id = "SA_NAME"
  #             ~~~~~~~ invalid-service-account: google_service_account.placeholder cannot be created as SA_NAME, which has a placeholder that was never filled in.
}

resource "google_service_account" "each" {
  for_each   = toset(["orders", "web"])
  #                              ~~~ invalid-service-account: google_service_account.each["web"] cannot be created as web, which has a name that is not 6 to 30 lower-case letters, digits and dashes.
  account_id = each.key
}

variable "environment" {
  type = string
}

resource "google_service_account" "unknown" {
  account_id = "${var.environment}_api"
}

resource "google_service_account" "longest" {
  account_id = "a23456789-123456789-123456789z"
}

resource "google_service_account" "default" {
  account_id = "default"
}
