resource "google_bigquery_dataset_access" "one" {
  dataset_id    = "sales"
  role          = "OWNER"
  user_by_email = "ana@example.com"
}

resource "google_bigquery_dataset_access" "two" {
  dataset_id    = "sales"
  role          = "roles/bigquery.dataviewer"
  #                ~~~~~~~~~~~~~~~~~~~~~~~~~ unknown-role: roles/bigquery.dataviewer is not a role: role names are case-sensitive; use roles/bigquery.dataViewer.
  user_by_email = "ana@example.com"
}
