# Photos of the products, made small by a function when they arrive.

resource "google_storage_bucket" "media" {
  name                        = "${var.project_id}-media"
  location                    = "EU"
  uniform_bucket_level_access = true
}

resource "google_storage_bucket_iam_binding" "media_readers" {
  bucket = google_storage_bucket.media.name
  role   = "roles/storage.objectViewer"

  members = [
    google_service_account.storefront.member,
    "allUsers",
  ]
}

resource "google_storage_bucket_iam_member" "thumbnails" {
  bucket = google_storage_bucket.media.name
  role   = "roles/storage.objectUser"
  member = google_service_account.thumbnails.member
}

# Photos that customers send with their reviews.

resource "google_storage_bucket" "uploads" {
  name                        = "${var.project_id}-uploads"
  location                    = "EU"
  uniform_bucket_level_access = true
}

resource "google_storage_bucket_iam_member" "uploads" {
  bucket = google_storage_bucket.uploads.name
  role   = "roles/storage.objectCreator"
  member = "allUsers"
}

# Invoices. Their policy is policies/invoices-bucket.yaml.

resource "google_storage_bucket" "invoices" {
  name                        = "${var.project_id}-invoices"
  location                    = "EU"
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
}
