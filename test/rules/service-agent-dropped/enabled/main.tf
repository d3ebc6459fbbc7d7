resource "google_project" "shop" {
  name       = "shop"
  project_id = "shop-prod"
}

resource "google_project_service" "shop" {
  for_each = toset(["run.googleapis.com", "pubsub.googleapis.com", "storage.googleapis.com", "bigquery.googleapis.com"])
  project  = google_project.shop.project_id
  service  = each.value
}

data "google_iam_policy" "shop" {
  binding {
    role    = "roles/viewer"
    members = ["group:developers@example.com"]
  }
  binding {
    role    = "roles/run.serviceAgent"
    members = ["serviceAccount:service-${google_project.shop.number}@serverless-robot-prod.iam.gserviceaccount.com"]
  }
}

resource "google_project_iam_policy" "shop" {
  project     = google_project.shop.project_id
  policy_data = data.google_iam_policy.shop.policy_data
 #~~~~~~~~~~~ service-agent-dropped: google_project_iam_policy.shop states the whole policy on project "shop-prod" and leaves out roles/pubsub.serviceAgent for service-PROJECT_NUMBER@gcp-sa-pubsub.iam.gserviceaccount.com, so that Google's own service stops working there; add it, or grant with google_project_iam_member.
}

# What is switched on elsewhere is not used here.
data "google_iam_policy" "lab" {
  binding {
    role    = "roles/viewer"
    members = ["group:developers@example.com"]
  }
}

resource "google_project_iam_policy" "lab" {
  project     = "shop-lab"
  policy_data = data.google_iam_policy.lab.policy_data
}

resource "google_project_service" "test" {
  project = "shop-test"
  service = "container.googleapis.com"
}

resource "google_project_service" "perhaps" {
  count   = var.workflows ? 1 : 0
  project = "shop-test"
  service = "workflows.googleapis.com"
}

resource "google_project_iam_policy" "test" {
  project = "shop-test"
  policy_data = jsonencode({
    bindings = [
      { role = "roles/viewer", members = ["group:developers@example.com"] },
      { role = "roles/container.serviceAgent", members = [google_project_service_identity.clusters.member] },
    ]
  })
}

resource "google_project_service_identity" "clusters" {
  provider = google-beta
  project  = "shop-test"
  service  = "container.googleapis.com"
}

resource "google_project_service" "stage" {
  project = "shop-stage"
  service = "compute.googleapis.com"
}

resource "google_cloud_scheduler_job" "nightly" {
  project = "shop-stage"
  name    = "nightly"
}

resource "google_project_iam_policy" "stage" {
  project = "shop-stage"
  policy_data = jsonencode({
 #~~~~~~~~~~~ service-agent-dropped: google_project_iam_policy.stage states the whole policy on project "shop-stage" and leaves out roles/cloudscheduler.serviceAgent for service-PROJECT_NUMBER@gcp-sa-cloudscheduler.iam.gserviceaccount.com and roles/compute.serviceAgent for service-PROJECT_NUMBER@compute-system.iam.gserviceaccount.com, so that Google's own service stops working there; add it, or grant with google_project_iam_member.
    bindings = [{ role = "roles/viewer", members = ["group:developers@example.com"] }]
  })
}
