resource "google_cloud_run_v2_service_iam_binding" "callers" {
  name     = "orders"
  location = "europe-west1"
  role     = "roles/run.invoker"
  members  = ["serviceAccount:storefront@shop-prod.iam.gserviceaccount.com"]
}
