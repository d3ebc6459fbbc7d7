resource "google_bigquery_dataset" "sales" {
  dataset_id = "sales"

  access {
    role   = "READER"
    domain = "example.com"
    #         ~~~~~~~~~~~ wide-principal-set: domain:example.com is everyone in the domain, and all of them get roles/bigquery.dataViewer on dataset "sales"; grant the role to the group that needs it.
  }

  access {
    role           = "OWNER"
    group_by_email = "analysts@example.com"
  }

  access {
    role       = "roles/bigquery.dataViewer"
    iam_member = "principalSet://iam.googleapis.com/locations/global/workforcePools/staff/*"
    #             ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ wide-principal-set: principalSet://iam.googleapis.com/locations/global/workforcePools/staff/* is every identity of the pool, whichever repository or account it comes from, and all of them get roles/bigquery.dataViewer on dataset "sales"; name one subject, or one value of an attribute.
  }
}

resource "google_storage_default_object_access_control" "domain" {
  bucket = "shop-media"
  role   = "READER"
  entity = "domain-example.com"
  #         ~~~~~~~~~~~~~~~~~~ wide-principal-set: domain:example.com is everyone in the domain, and all of them get roles/storage.legacyObjectReader on bucket "shop-media"; grant the role to the group that needs it.
}

resource "google_storage_bucket_acl" "domain" {
  bucket      = "shop-media"
  role_entity = ["WRITER:domain-example.com", "READER:group-analysts@example.com"]
  #               ~~~~~~~~~~~~~~~~~~~~~~~~~ wide-principal-set: domain:example.com is everyone in the domain, and all of them get roles/storage.legacyBucketWriter on bucket "shop-media"; grant the role to the group that needs it.
}
