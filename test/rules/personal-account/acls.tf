resource "google_bigquery_dataset" "sales" {
  dataset_id = "sales"

  access {
    role          = "OWNER"
    user_by_email = "ana.shop@gmail.com"
    #                ~~~~~~~~~~~~~~~~~~ personal-account: user:ana.shop@gmail.com is a personal account, which keeps roles/bigquery.dataOwner on dataset "sales" after its owner has left, and which nobody else can lock or protect; grant the role to an account or a group of the organization.
  }

  access {
    role          = "READER"
    user_by_email = "ana@example.com"
  }

  access {
    role           = "READER"
    group_by_email = "shop-analysts@googlegroups.com"
  }

  access {
    role          = "WRITER"
    user_by_email = google_service_account.importer.email
  }

  access {
    role          = "READER"
    user_by_email = var.somebody
  }

  access {
    view {
      project_id = "shop-prod"
      dataset_id = "reports"
      table_id   = "by_day"
    }
  }
}

resource "google_service_account" "importer" {
  account_id = "importer"
}

resource "google_bigquery_dataset_access" "one" {
  dataset_id    = "sales"
  role          = "roles/bigquery.dataViewer"
  user_by_email = "ben.shop@outlook.com"
  #                ~~~~~~~~~~~~~~~~~~~~ personal-account: user:ben.shop@outlook.com is a personal account, which keeps roles/bigquery.dataViewer on dataset "sales" after its owner has left, and which nobody else can lock or protect; grant the role to an account or a group of the organization.
}

resource "google_storage_bucket_acl" "media" {
  bucket = "shop-media"
  role_entity = [
    "OWNER:user-ana.shop@gmail.com",
    #~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ personal-account: user:ana.shop@gmail.com is a personal account, which keeps roles/storage.legacyBucketOwner on bucket "shop-media" after its owner has left, and which nobody else can lock or protect; grant the role to an account or a group of the organization.
    "READER:user-importer@shop-prod.iam.gserviceaccount.com",
    "OWNER:project-owners-123456789012",
    "READER:group-team@example.com",
  ]
}

resource "google_storage_object_access_control" "logo" {
  bucket = "shop-media"
  object = "logo.png"
  role   = "READER"
  entity = "user-${var.name}@gmail.com"
  #        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ personal-account: user:…@gmail.com is a personal account, which keeps roles/storage.legacyObjectReader on bucket "shop-media" after its owner has left, and which nobody else can lock or protect; grant the role to an account or a group of the organization.
}
