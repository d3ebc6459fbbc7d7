resource "google_storage_bucket_iam_policy" "invoices" {
  bucket      = "acme-invoices"
  policy_data = templatefile("${path.module}/invoices.json", { readers = var.readers })
}
