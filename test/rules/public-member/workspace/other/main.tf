# A local of another directory is not this one's.
resource "google_storage_bucket_iam_member" "unknown" {
  bucket = "media"
  role   = "roles/storage.objectAdmin"
  member = local.who
}
