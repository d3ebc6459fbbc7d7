resource "google_storage_bucket_iam_member" "everyone" {
  bucket = "media"
  role   = "roles/storage.objectAdmin"
  member = local.who
}

resource "google_storage_bucket_iam_member" "other" {
  bucket = "media"
  role   = "roles/storage.objectAdmin"
  member = "group:team@example.com"
}
