# Who may call whom.

resource "google_cloud_run_v2_service_iam_member" "visitors" {
  name     = "storefront"
  location = var.region
  role     = "roles/run.invoker"
  # leastwise: ignore[public-invoker] the shop window is there for everybody
  member = "allUsers"
}

resource "google_cloud_run_v2_service_iam_member" "storefront_calls_orders" {
  name     = "orders"
  location = var.region
  role     = "roles/run.invoker"
  member   = google_service_account.storefront.member
}

resource "google_cloud_run_v2_service_iam_member" "orders_calls_payments" {
  name     = "payments"
  location = var.region
  role     = "roles/run.invoker"
  member   = google_service_account.orders.member
}

resource "google_cloud_run_v2_job_iam_member" "scheduler_starts_report" {
  name     = "nightly-report"
  location = var.region
  role     = "roles/run.invoker"
  member   = google_service_account.scheduler.member
}

# What the services need.

resource "google_project_iam_member" "orders_database" {
  project = var.project_id
  role    = "roles/cloudsql.Client"
  member  = google_service_account.orders.member
}

resource "google_project_iam_member" "report_database" {
  project = var.project_id
  role    = "roles/cloudsql.client"
  member  = google_service_account.report.member
}

resource "google_pubsub_topic_iam_member" "orders_publish" {
  topic  = google_pubsub_topic.order_events.name
  role   = "roles/pubsub.publisher"
  member = google_service_account.orders.member
}

resource "google_secret_manager_secret_iam_member" "payments_provider" {
  secret_id = google_secret_manager_secret.payment_provider.id
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.payments.email
}

resource "google_project_iam_member" "import_files" {
  project = var.project_id
  role    = "roles/storage.admin"
  member  = data.google_compute_default_service_account.default.member
}

# People.

resource "google_project_iam_member" "developers" {
  project = var.project_id
  role    = "roles/editor"
  member  = "group:developers@fernhill.example"
}

resource "google_project_iam_member" "support" {
  project = var.project_id
  role    = "roles/logging.viewer"
  member  = "support@fernhill.example"
}

resource "google_project_iam_member" "on_call" {
  project = var.project_id
  role    = "roles/run.developer"
  member  = var.on_call

  condition {
    title       = "until the move is over"
    description = "The old shop is switched off in spring."
    expression  = "request.time < timestamp(\"2027-05-01T00:00:00Z\")"
  }
}
