resource "google_cloud_run_v2_service_iam_member" "scheduler" {
#         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ conflicting-grants: google_cloud_run_v2_service_iam_binding.callers states all members of roles/run.invoker on Cloud Run service "orders", and google_cloud_run_v2_service_iam_member.scheduler changes the same: each apply undoes the other's grants; state each role of a resource in one place only.
  name     = "orders"
  location = "europe-west1"
  role     = "roles/run.invoker"
  member   = "serviceAccount:scheduler@shop-prod.iam.gserviceaccount.com"
}

resource "google_cloud_run_v2_service_iam_member" "in_another_region" {
  name     = "orders"
  location = "us-central1"
  role     = "roles/run.invoker"
  member   = "serviceAccount:scheduler@shop-prod.iam.gserviceaccount.com"
}
