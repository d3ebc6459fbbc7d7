locals {
  readers = {
    media   = "allUsers"
    #          ~~~~~~~~ public-member: allUsers is everyone on the internet, who gets roles/storage.objectAdmin on bucket "media"; grant it to those who need it.
    exports = "group:team@example.com"
  }
}

resource "google_storage_bucket_iam_member" "reader" {
  for_each = local.readers
  bucket   = each.key
  role     = "roles/storage.objectViewer"
  member   = each.value
}

resource "google_storage_bucket_iam_binding" "one_of_them" {
  bucket  = "media"
  role    = "roles/storage.objectAdmin"
  members = [local.readers.exports, local.readers["media"]]
}
