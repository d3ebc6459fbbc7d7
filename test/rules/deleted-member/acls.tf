resource "google_bigquery_dataset" "sales" {
  dataset_id = "sales"

  access {
    role       = "roles/bigquery.dataViewer"
    iam_member = "deleted:user:ana@example.com?uid=123456789012345678901"
    #             ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ deleted-member: deleted:user:ana@example.com?uid=123456789012345678901 no longer exists: the grant gives nobody anything, until someone undeletes it; remove the member.
  }
}
