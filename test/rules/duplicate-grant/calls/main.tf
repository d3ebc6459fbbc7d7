module "orders" {
  source = "./reader"
  bucket = "shop-orders"
  reader = "group:auditors@example.com"
}

module "invoices" {
  source = "./reader"
  bucket = "shop-invoices"
  reader = "group:auditors@example.com"
}

resource "google_storage_bucket_iam_member" "auditors" {
  bucket = "shop-invoices"
  role   = "roles/storage.objectViewer"
  member = "group:auditors@example.com"
  #         ~~~~~~~~~~~~~~~~~~~~~~~~~~ duplicate-grant: group:auditors@example.com already has roles/storage.objectViewer on bucket "shop-invoices": whoever takes back one of the two grants will think that it is gone; keep one.
}
