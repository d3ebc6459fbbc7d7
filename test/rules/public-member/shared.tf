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

module "downloads" {
  source     = "terraform-google-modules/cloud-storage/google//modules/simple_bucket"
  version    = "~> 11.0"
  name       = "shop-downloads"
  project_id = "shop-prod"
  location   = "EU"

  iam_members = [
    { role = "roles/storage.objectAdmin", member = "group:editors@example.com" },
    { role = "roles/storage.objectCreator", member = "allUsers" },
    #                                                 ~~~~~~~~ public-member: allUsers is everyone on the internet, who gets roles/storage.objectCreator on bucket "shop-downloads"; grant it to those who need it.
  ]
}

# Its lists of members count where they are switched on.
module "assets" {
  source           = "terraform-google-modules/cloud-storage/google"
  version          = "~> 11.0"
  project_id       = "shop-prod"
  names            = ["assets", "drafts"]
  set_viewer_roles = true
  viewers          = ["group:editors@example.com", "allUsers"]
  #                                                 ~~~~~~~~ public-member (warning): allUsers is everyone on the internet, who gets roles/storage.objectViewer on the bucket; grant it to those who need it.
  creators         = ["allAuthenticatedUsers"]
}
