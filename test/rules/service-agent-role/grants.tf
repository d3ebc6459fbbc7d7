resource "google_service_account" "app" {
  account_id = "orders-app"
}

resource "google_project_iam_member" "own_account" {
  project = "shop-prod"
  role    = "roles/dataflow.serviceAgent"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~ service-agent-role: roles/dataflow.serviceAgent is made for one of Google's service agents and changes as that one needs, but google_service_account.app would get it on project "shop-prod"; grant the roles that are needed instead.
  member  = google_service_account.app.member
}

resource "google_storage_bucket_iam_binding" "people" {
  bucket  = "orders"
  role    = "roles/composer.ServiceAgentV2Ext"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ service-agent-role: roles/composer.ServiceAgentV2Ext is made for one of Google's service agents and changes as that one needs, but group:operators@example.com and user:ana@example.com would get it on bucket "orders"; grant the roles that are needed instead.
  members = ["group:operators@example.com", "user:ana@example.com"]
}

resource "google_project_iam_member" "default_account" {
  project = "shop-prod"
  role    = "roles/firebase.sdkAdminServiceAgent"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ service-agent-role: roles/firebase.sdkAdminServiceAgent is made for one of Google's service agents and changes as that one needs, but serviceAccount:shop-prod@appspot.gserviceaccount.com would get it on project "shop-prod"; grant the roles that are needed instead.
  member  = "serviceAccount:shop-prod@appspot.gserviceaccount.com"
}

resource "google_project_iam_member" "its_agent" {
  project = "shop-prod"
  role    = "roles/dataflow.serviceAgent"
  member  = "serviceAccount:service-123456789012@dataflow-service-producer-prod.iam.gserviceaccount.com"
}

resource "google_project_service_identity" "dataflow" {
  service = "dataflow.googleapis.com"
}

resource "google_project_iam_member" "declared_agent" {
  project = "shop-prod"
  role    = "roles/dataflow.serviceAgent"
  member  = google_project_service_identity.dataflow.member
}

resource "google_project_iam_member" "legacy_build_account" {
  project = "shop-prod"
  role    = "roles/cloudbuild.serviceAgent"
  member  = "serviceAccount:123456789012@cloudbuild.gserviceaccount.com"
}

resource "google_project_iam_member" "could_be_an_agent" {
  project = "shop-prod"
  role    = "roles/run.serviceAgent"
  member  = "serviceAccount:${var.agent}"
}

resource "google_project_iam_member" "not_filled_in" {
  project = "shop-prod"
  role    = "roles/run.serviceAgent"
  member  = "serviceAccount:service-PROJECT_NUMBER@serverless-robot-prod.iam.gserviceaccount.com"
}

# Nodes are people's own.
resource "google_project_iam_member" "nodes" {
  project = "shop-prod"
  role    = "roles/container.defaultNodeServiceAccount"
  member  = google_service_account.app.member
}

resource "google_project_iam_member" "named_alike" {
  project = "shop-prod"
  role    = "roles/container.hostServiceAgentUser"
  member  = "group:operators@example.com"
}

resource "google_project_iam_member" "short_name" {
  project = "shop-prod"
  role    = "roles/run.serviceAgent"
  #          ~~~~~~~~~~~~~~~~~~~~~~ service-agent-role: roles/run.serviceAgent is made for one of Google's service agents and changes as that one needs, but serviceAccount:app@shop-prod.iam.gserviceaccount.com would get it on project "shop-prod"; grant the roles that are needed instead.
  member  = "serviceAccount:app@shop-prod.iam.gserviceaccount.com"
}

data "google_project" "shop" {
  project_id = "shop-prod"
}

resource "google_project_iam_member" "of_a_domain" {
  project = "shop-prod"
  role    = "roles/appengineflex.serviceAgent"
  member  = "serviceAccount:service-${data.google_project.shop.number}@gae-api-prod.google.com.iam.gserviceaccount.com"
}
