# One account for each thing that runs, so that each gets only what it needs.

resource "google_service_account" "storefront" {
  project      = var.project_id
  account_id   = "storefront"
  display_name = "Storefront"
}

resource "google_service_account" "orders" {
  project      = var.project_id
  account_id   = "orders-api"
  display_name = "Orders API"
}

resource "google_service_account" "payments" {
  project      = var.project_id
  account_id   = "payments-api"
  display_name = "Payments API"
}

resource "google_service_account" "report" {
  project      = var.project_id
  account_id   = "nightly-report"
  display_name = "Nightly report"
}

resource "google_service_account" "thumbnails" {
  project      = var.project_id
  account_id   = "thumbnails"
  display_name = "Thumbnails of product photos"
}

resource "google_service_account" "scheduler" {
  project      = var.project_id
  account_id   = "scheduler"
  display_name = "Starts the nightly report"
}

resource "google_service_account" "builder" {
  project      = var.project_id
  account_id   = "builder"
  display_name = "Builds and deploys the services"
}

# The bookkeeper's program reads the invoices from outside Google Cloud.
resource "google_service_account" "bookkeeping" {
  project      = var.project_id
  account_id   = "bookkeeping"
  display_name = "Bookkeeping"
}

resource "google_service_account_key" "bookkeeping" {
  service_account_id = google_service_account.bookkeeping.name
}
