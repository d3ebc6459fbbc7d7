resource "google_bigquery_dataset" "sales" {
  dataset_id = "sales"

  access {
    role          = "OWNER"
    special_group = "projectOwners"
  }
  access {
    role           = "roles/bigquery.dataviewer"
    #                 ~~~~~~~~~~~~~~~~~~~~~~~~~ unknown-role: roles/bigquery.dataviewer is not a role: role names are case-sensitive; use roles/bigquery.dataViewer.
    group_by_email = "analysts@example.com"
  }
  access {
    role          = "roles/bigquery.dataEditors"
    #                ~~~~~~~~~~~~~~~~~~~~~~~~~~ unknown-role: roles/bigquery.dataEditors is not a role: there is no role of this name; use roles/bigquery.dataEditor.
    user_by_email = google_service_account.etl.email
  }
  access {
    role   = "READER"
    domain = "example.com"
  }
  access {
    view {
      project_id = "shop-prod"
      dataset_id = "views"
      table_id   = "orders"
    }
  }
}

resource "google_bigquery_dataset_access" "partner" {
  dataset_id = "sales"
  role       = "roles/bigquery.dataReader"
  #             ~~~~~~~~~~~~~~~~~~~~~~~~~ unknown-role (warning): roles/bigquery.dataReader is not among the roles that Google listed on 2026-08-22; unless it is newer, the grant fails: check its name.
  iam_member = "principal://iam.googleapis.com/locations/global/workforcePools/partners/subject/ana"
}

resource "google_service_account" "etl" {
  account_id = "etl-runner"
}
