resource "google_storage_bucket" "audit_logs" {
  project                     = var.seed_project
  name                        = "tidemark-audit-logs"
  location                    = "EU"
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"

  retention_policy {
    retention_period = 34560000
  }
}

resource "google_logging_organization_sink" "archive" {
  name             = "audit-archive"
  org_id           = var.organization
  include_children = true
  destination      = "storage.googleapis.com/${google_storage_bucket.audit_logs.name}"
  filter           = "log_id(\"cloudaudit.googleapis.com/activity\") OR log_id(\"cloudaudit.googleapis.com/data_access\")"
}

resource "google_storage_bucket_iam_member" "archive" {
  bucket = google_storage_bucket.audit_logs.name
  role   = "roles/storage.objectCreator"
  member = google_logging_organization_sink.archive.writer_identity
}

resource "google_bigquery_dataset" "audit_logs" {
  project    = var.seed_project
  dataset_id = "audit_logs"
  location   = "EU"
}

resource "google_logging_organization_sink" "analysis" {
  name             = "audit-analysis"
  org_id           = var.organization
  include_children = true
  destination      = "bigquery.googleapis.com/${google_bigquery_dataset.audit_logs.id}"
  filter           = "log_id(\"cloudaudit.googleapis.com/activity\")"

  bigquery_options {
    use_partitioned_tables = true
  }
}

resource "google_bigquery_dataset_iam_member" "analysis" {
  project    = var.seed_project
  dataset_id = google_bigquery_dataset.audit_logs.dataset_id
  role       = "roles/bigquery.dataEditor"
  member     = google_logging_organization_sink.analysis.writer_identity
}

# Where the network's logs went before there was a sink for all.
resource "google_storage_bucket" "flow_logs" {
  project                     = var.seed_project
  name                        = "tidemark-flow-logs"
  location                    = "EU"
  uniform_bucket_level_access = false
}

resource "google_storage_bucket_iam_binding" "flow_logs" {
  bucket = google_storage_bucket.flow_logs.name
  role   = "roles/storage.objectAdmin"
  members = [
    "group:network@${var.domain}",
    "group:on-call@${var.domain}",
  ]
}

resource "google_storage_bucket_iam_member" "flow_logs_import" {
  bucket = google_storage_bucket.flow_logs.name
  role   = "roles/storage.objectAdmin"
  member = module.backup.member
}
