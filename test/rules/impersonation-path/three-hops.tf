locals {
  ci = "serviceAccount:builder@shop-ci.iam.gserviceaccount.com"
}

resource "google_service_account" "stage" {
  account_id = "stage-deployer"
}

resource "google_service_account" "prod" {
  account_id = "prod-deployer"
}

resource "google_project_iam_binding" "prod_administers" {
  project = var.project
  role    = "roles/resourcemanager.projectIamAdmin"
  members = [google_service_account.prod.member]
}

# The account of the pipeline is written in two ways.
resource "google_service_account_iam_member" "ci_as_stage" {
  service_account_id = google_service_account.stage.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = local.ci
}

resource "google_service_account_iam_member" "stage_as_prod" {
  service_account_id = google_service_account.prod.id
  role               = "roles/iam.serviceAccountKeyAdmin"
  member             = "serviceAccount:${google_service_account.stage.email}"
}

resource "google_service_account_iam_member" "github_as_ci" {
  service_account_id = "projects/shop-ci/serviceAccounts/builder@shop-ci.iam.gserviceaccount.com"
  role               = "roles/iam.workloadIdentityUser"
  member             = "principalSet://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/github/attribute.repository_id/518200417"
  #                     ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ impersonation-path: principalSet://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/github/attribute.repository_id/518200417 may become google_service_account.prod by way of serviceAccount:builder@shop-ci.iam.gserviceaccount.com and google_service_account.stage, and that one holds roles/resourcemanager.projectIamAdmin on the project; take back a grant on the way, or give the account a narrower role.
}
