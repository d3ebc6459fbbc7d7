resource "google_storage_bucket_access_control" "everyone" {
  bucket = "shop-media"
  role   = "READER"
  entity = "allUsers"
  #         ~~~~~~~~ public-member: allUsers is everyone on the internet, who gets roles/storage.legacyBucketReader on bucket "shop-media"; grant it to those who need it.
}

resource "google_storage_default_object_access_control" "everyone_with_an_account" {
  bucket = "shop-media"
  role   = "READER"
  entity = "allAuthenticatedUsers"
  #         ~~~~~~~~~~~~~~~~~~~~~ public-member (warning): allAuthenticatedUsers is everyone with a Google account, who gets roles/storage.legacyObjectReader on bucket "shop-media"; grant it to those who need it.
}

resource "google_storage_bucket_access_control" "team" {
  bucket = "shop-media"
  role   = "OWNER"
  entity = "group-team@example.com"
}

resource "google_storage_bucket_acl" "predefined" {
  bucket         = "shop-media"
  predefined_acl = "publicRead"
  #                 ~~~~~~~~~~ public-member: allUsers is everyone on the internet, who gets roles/storage.legacyBucketReader on bucket "shop-media"; grant it to those who need it.
}

resource "google_storage_bucket_acl" "private" {
  bucket         = "shop-media"
  predefined_acl = "projectPrivate"
}

resource "google_storage_default_object_acl" "listed" {
  bucket = "shop-media"
  role_entity = [
    "OWNER:user-ana@example.com",
    "READER:allUsers",
    #~~~~~~~~~~~~~~~ public-member (warning): allUsers is everyone on the internet, who gets roles/storage.legacyObjectReader on bucket "shop-media"; grant it to those who need it.
  ]
}

resource "google_bigquery_dataset" "sales" {
  dataset_id = "sales"

  access {
    role          = "OWNER"
    special_group = "projectOwners"
  }

  access {
    role          = "READER"
    special_group = "allAuthenticatedUsers"
    #                ~~~~~~~~~~~~~~~~~~~~~ public-member: allAuthenticatedUsers is everyone with a Google account, who gets roles/bigquery.dataViewer on dataset "sales"; grant it to those who need it.
  }

  access {
    role       = "roles/bigquery.dataViewer"
    iam_member = "allUsers"
    #             ~~~~~~~~ public-member: allUsers is everyone on the internet, who gets roles/bigquery.dataViewer on dataset "sales"; grant it to those who need it.
  }
}

resource "google_bigquery_dataset_access" "sales" {
  dataset_id     = "sales"
  role           = "WRITER"
  group_by_email = "team@example.com"
}

resource "google_storage_bucket_acl" "of_new_objects" {
  bucket      = "shop-media"
  default_acl = "publicRead"
  #              ~~~~~~~~~~ public-member (warning): allUsers is everyone on the internet, who gets roles/storage.legacyObjectReader on bucket "shop-media"; grant it to those who need it.
}
