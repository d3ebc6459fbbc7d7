# The provider reads the etag before it writes.
resource "google_storage_bucket_iam_policy" "invoices" {
  bucket      = "fernhill-invoices"
  policy_data = jsonencode({ bindings = [{ role = "roles/storage.objectViewer", members = ["group:auditors@example.com"] }] })
}
