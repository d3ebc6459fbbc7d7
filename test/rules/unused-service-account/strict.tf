resource "google_service_account" "forgotten" {
#                                  ~~~~~~~~~ unused-service-account: old-importer@shop-prod.iam.gserviceaccount.com is declared and used nowhere: nothing runs as it and nothing is granted to it, so nobody would notice its misuse; remove it.
  project    = "shop-prod"
  account_id = "old-importer"
}

resource "google_service_account" "without_project" {
#                                  ~~~~~~~~~~~~~~~ unused-service-account: google_service_account.without_project is declared and used nowhere: nothing runs as it and nothing is granted to it, so nobody would notice its misuse; remove it.
  account_id = "older-importer"
}

resource "google_service_account" "runs" {
  account_id = "orders-api"
}

resource "google_cloud_run_v2_service" "orders" {
  name     = "orders"
  location = "europe-west1"

  template {
    service_account = google_service_account.runs.email
  }
}

resource "google_service_account" "granted" {
  account_id = "invoices"
}

resource "google_storage_bucket_iam_member" "granted" {
  bucket = "invoices"
  role   = "roles/storage.objectViewer"
  member = "serviceAccount:invoices@shop-prod.iam.gserviceaccount.com"
}

# Whoever calls the module uses this one.
resource "google_service_account" "given_away" {
  account_id = "for-callers"
}

output "account" {
  value = google_service_account.given_away.email
}

resource "google_service_account" "named_by_caller" {
  account_id = var.account_id
}

# A data source of the same name says nothing of the resource.
resource "google_service_account" "alike" {
#                                  ~~~~~ unused-service-account: google_service_account.alike is declared and used nowhere: nothing runs as it and nothing is granted to it, so nobody would notice its misuse; remove it.
  account_id = "only-alike"
}

data "google_service_account" "alike" {
  account_id = "another"
}

output "alike" {
  value = data.google_service_account.alike.email
}
