resource "google_bigquery_dataset" "sales" {
  dataset_id = "sales"

  access {
    role          = "OWNER"
    user_by_email = "ana@example.com"
    #                ~~~~~~~~~~~~~~~ user-grant: user:ana@example.com has roles/bigquery.dataOwner on dataset "sales" in person, which nobody thinks of when the work changes hands; grant the role to a group and put the person into it.
  }

  access {
    role          = "WRITER"
    user_by_email = "importer@shop-prod.iam.gserviceaccount.com"
  }
}

resource "google_storage_bucket_acl" "media" {
  bucket      = "shop-media"
  role_entity = ["OWNER:user-ana@example.com", "READER:group-team@example.com"]
  #               ~~~~~~~~~~~~~~~~~~~~~~~~~~ user-grant: user:ana@example.com has roles/storage.legacyBucketOwner on bucket "shop-media" in person, which nobody thinks of when the work changes hands; grant the role to a group and put the person into it.
}
