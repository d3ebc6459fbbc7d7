resource "google_bigquery_dataset" "sales" {
  dataset_id = "sales"

  access {
    role          = "READER"
    user_by_email = "ana.analyst@gmail.com"
    #                ~~~~~~~~~~~~~~~~~~~~~ personal-account: user:ana.analyst@gmail.com is a personal account, which keeps roles/bigquery.dataViewer on dataset "sales" after its owner has left, and which nobody else can lock or protect; grant the role to an account or a group of the organization.
  }
  access {
    role          = "WRITER"
    user_by_email = "ana@example.com"
  }
  access {
    role          = "WRITER"
    user_by_email = var.loader
  }
}
