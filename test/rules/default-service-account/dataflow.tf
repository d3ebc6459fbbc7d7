variable "parameters" {}

# The options of a flex template's pipeline may name its account.
resource "google_dataflow_flex_template_job" "java" {
  name                    = "java"
  container_spec_gcs_path = "gs://shop-templates/orders"
  parameters              = { serviceAccount = "orders@shop-prod.iam.gserviceaccount.com" }
}

resource "google_dataflow_flex_template_job" "python" {
  name                    = "python"
  container_spec_gcs_path = "gs://shop-templates/orders"
  parameters              = { service_account_email = "orders@shop-prod.iam.gserviceaccount.com" }
}

resource "google_dataflow_flex_template_job" "unknown" {
  name                    = "unknown"
  container_spec_gcs_path = "gs://shop-templates/orders"
  parameters              = var.parameters
}

resource "google_dataflow_flex_template_job" "merged" {
  name                    = "merged"
  container_spec_gcs_path = "gs://shop-templates/orders"
  parameters              = merge({ topic = "orders" }, var.parameters)
}

resource "google_dataflow_flex_template_job" "without" {
#         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ default-service-account: google_dataflow_flex_template_job.without runs as the Compute Engine default service account and shares its roles with every workload that names no account; give it a service account of its own.
  name                    = "without"
  container_spec_gcs_path = "gs://shop-templates/orders"
  parameters              = { topic = "orders" }
}
