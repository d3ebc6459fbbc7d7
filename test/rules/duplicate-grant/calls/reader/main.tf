variable "bucket" {
  type = string
}

variable "reader" {
  type = string
}

resource "google_storage_bucket_iam_member" "reader" {
  bucket = var.bucket
  role   = "roles/storage.objectViewer"
  member = var.reader
}
