resource "google_cloud_run_v2_job" "report" {
  name     = "report"
  location = "europe-west1"

  template {
    template {
      service_account = "report@shop-prod.iam.gserviceaccount.com"
    }
  }
}

resource "google_project_iam_policy" "project" {
  project = "shop-prod"

  policy_data = jsonencode({
    bindings = [
      { role = "roles/run.admin", members = ["group:operators@example.com"] },
      { role = "roles/run.serviceAgent", members = ["serviceAccount:service-123456789012@serverless-robot-prod.iam.gserviceaccount.com"] },
    ]
  })
}
