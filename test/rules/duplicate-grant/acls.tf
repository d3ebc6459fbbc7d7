resource "google_bigquery_dataset" "sales" {
  dataset_id = "sales"

  access {
    role           = "READER"
    group_by_email = "analysts@example.com"
    condition {
      title      = "this year"
      expression = "request.time < timestamp('2027-01-01T00:00:00Z')"
    }
  }

  access {
    role           = "READER"
    group_by_email = "analysts@example.com"
    condition {
      title      = "public tables"
      expression = "resource.name.endsWith('/tables/public')"
    }
  }
}
