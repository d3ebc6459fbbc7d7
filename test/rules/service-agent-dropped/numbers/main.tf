data "google_project" "shop" {
  project_id = "shop-prod"
}

# The number is open, but not which agent it is.
resource "google_project_iam_binding" "editors" {
  project = "shop-prod"
  role    = "roles/editor"
  members = ["serviceAccount:${data.google_project.shop.number}@cloudbuild.gserviceaccount.com"]
 #~~~~~~~ service-agent-dropped: google_project_iam_binding.editors states all members of roles/editor on project "shop-prod" and leaves out PROJECT_NUMBER@cloudservices.gserviceaccount.com, so that Google's own service stops working there; add it, or grant with google_project_iam_member.
}

resource "google_project_iam_binding" "editors_with_agent" {
  project = "shop-prod"
  role    = "roles/editor"
  members = [
    "serviceAccount:${data.google_project.shop.number}@cloudbuild.gserviceaccount.com",
    "serviceAccount:${data.google_project.shop.number}@cloudservices.gserviceaccount.com",
  ]
}

resource "google_project_iam_binding" "clusters" {
  project = "shop-prod"
  role    = "roles/container.serviceAgent"
  members = ["serviceAccount:service-${data.google_project.shop.number}@gcp-sa-pubsub.iam.gserviceaccount.com"]
 #~~~~~~~ service-agent-dropped: google_project_iam_binding.clusters states all members of roles/container.serviceAgent on project "shop-prod" and leaves out service-PROJECT_NUMBER@container-engine-robot.iam.gserviceaccount.com, so that Google's own service stops working there; add it, or grant with google_project_iam_member.
}

resource "google_project_iam_binding" "clusters_with_agent" {
  project = "shop-test"
  role    = "roles/container.serviceAgent"
  members = ["serviceAccount:service-${data.google_project.shop.number}@container-engine-robot.iam.gserviceaccount.com"]
}

# Several agents work with this role; one is enough to know that its author thought of them.
resource "google_project_iam_binding" "models" {
  project = "shop-prod"
  role    = "roles/aiplatform.serviceAgent"
  members = ["serviceAccount:service-123456789012@gcp-sa-aiplatform.iam.gserviceaccount.com"]
}

resource "google_project_iam_binding" "models_without" {
  project = "shop-test"
  role    = "roles/aiplatform.serviceAgent"
  members = ["group:analysts@example.com"]
 #~~~~~~~ service-agent-dropped: google_project_iam_binding.models_without states all members of roles/aiplatform.serviceAgent on project "shop-test" and leaves out service-PROJECT_NUMBER@gcp-sa-aiplatform.iam.gserviceaccount.com, so that Google's own service stops working there; add it, or grant with google_project_iam_member.
}

# An agent that is not in the table may be the one.
resource "google_project_iam_binding" "unlisted" {
  project = "shop-test"
  role    = "roles/run.serviceAgent"
  members = ["serviceAccount:service-123456789012@gcp-sa-brand-new.iam.gserviceaccount.com"]
}
