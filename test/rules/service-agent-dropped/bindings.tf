resource "google_project_iam_binding" "editors" {
  project = "shop-prod"
  role    = "roles/editor"
  members = ["group:developers@example.com"]
 #~~~~~~~ service-agent-dropped: google_project_iam_binding.editors states all members of roles/editor on project "shop-prod" and leaves out PROJECT_NUMBER@cloudservices.gserviceaccount.com, so that Google's own service stops working there; add it, or grant with google_project_iam_member.
}

resource "google_project_iam_binding" "builders" {
  project = "shop-prod"
  role    = "roles/cloudbuild.builds.builder"

  members = [
 #~~~~~~~ service-agent-dropped: google_project_iam_binding.builders states all members of roles/cloudbuild.builds.builder on project "shop-prod" and leaves out PROJECT_NUMBER@cloudbuild.gserviceaccount.com, so that Google's own service stops working there; add it, or grant with google_project_iam_member.
    "serviceAccount:builder@shop-prod.iam.gserviceaccount.com",
    "serviceAccount:tester@shop-prod.iam.gserviceaccount.com",
  ]
}

resource "google_project_iam_binding" "another_agent" {
  project = "shop-prod"
  role    = "roles/run.serviceAgent"
  members = ["serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"]
 #~~~~~~~ service-agent-dropped: google_project_iam_binding.another_agent states all members of roles/run.serviceAgent on project "shop-prod" and leaves out service-PROJECT_NUMBER@serverless-robot-prod.iam.gserviceaccount.com, so that Google's own service stops working there; add it, or grant with google_project_iam_member.
}

resource "google_project_iam_binding" "with_its_agent" {
  project = "shop-staging"
  role    = "roles/editor"
  members = ["group:developers@example.com", "serviceAccount:123456789012@cloudservices.gserviceaccount.com"]
}

resource "google_project_iam_binding" "with_a_declared_agent" {
  project = "shop-staging"
  role    = "roles/run.serviceAgent"
  members = [google_project_service_identity.run.member]
}

resource "google_project_service_identity" "run" {
  service = "run.googleapis.com"
}

resource "google_project_iam_binding" "with_somebody" {
  project = "shop-test"
  role    = "roles/editor"
  members = ["group:developers@example.com", var.another]
}

resource "google_project_iam_binding" "with_others" {
  project = "shop-test"
  role    = "roles/cloudbuild.builds.builder"
  members = concat(["serviceAccount:builder@shop-prod.iam.gserviceaccount.com"], var.others)
}

# This takes the role from everyone, and means to.
resource "google_project_iam_binding" "nobody" {
  project = "shop-none"
  role    = "roles/editor"
  members = []
}

# Added to the others, it takes nothing away.
resource "google_project_iam_member" "added" {
  project = "shop-one"
  role    = "roles/editor"
  member  = "group:developers@example.com"
}

# What agents of Google hold on other resources they get there.
resource "google_storage_bucket_iam_binding" "bucket" {
  bucket  = "orders"
  role    = "roles/run.serviceAgent"
  members = ["group:developers@example.com"]
}

# This role is for people as well.
resource "google_project_iam_binding" "people" {
  project = "shop-prod"
  role    = "roles/aiplatform.user"
  members = ["group:analysts@example.com"]
}

# The agent's own project is one of google.com.
resource "google_project_iam_binding" "flexible_environment" {
  project = "shop-prod"
  role    = "roles/appengineflex.serviceAgent"
  members = ["serviceAccount:service-123456789012@gae-api-prod.google.com.iam.gserviceaccount.com"]
}
