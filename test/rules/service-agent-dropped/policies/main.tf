resource "google_cloud_run_v2_service" "orders" {
  name     = "orders"
  location = "europe-west1"

  template {
    service_account = "orders-api@shop-prod.iam.gserviceaccount.com"
  }
}

data "google_iam_policy" "project" {
  binding {
    role    = "roles/run.admin"
    members = ["group:operators@example.com"]
  }
}

resource "google_project_iam_policy" "project" {
  project     = "shop-prod"
  policy_data = data.google_iam_policy.project.policy_data
 #~~~~~~~~~~~ service-agent-dropped: google_project_iam_policy.project states the whole policy on project "shop-prod" and leaves out roles/run.serviceAgent for service-PROJECT_NUMBER@serverless-robot-prod.iam.gserviceaccount.com, so that Google's own service stops working there; add it, or grant with google_project_iam_member.
}
