data "google_compute_default_service_account" "default" {
  project = "shop-prod"
}

data "google_app_engine_default_service_account" "default" {}

data "google_project" "shop" {}

resource "google_service_account" "worker" {
  account_id = "image-worker"
}

resource "google_project_iam_member" "by_data" {
  project = "shop-prod"
  role    = "roles/editor"
  member  = data.google_compute_default_service_account.default.member
  #         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ privileged-default-service-account: data.google_compute_default_service_account.default, the Compute Engine default service account, gets roles/editor on project "shop-prod", and so does every workload that names no account; grant narrower roles to an account of its own.
}

resource "google_project_iam_member" "by_email" {
  project = "shop-prod"
  role    = "roles/owner"
  member  = "serviceAccount:${data.google_app_engine_default_service_account.default.email}"
  #         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ privileged-default-service-account: data.google_app_engine_default_service_account.default, the App Engine default service account, gets roles/owner on project "shop-prod", and so does every workload that names no account; grant narrower roles to an account of its own.
}

resource "google_project_iam_member" "by_number" {
  project = "shop-prod"
  role    = "roles/editor"
  member  = "serviceAccount:${data.google_project.shop.number}-compute@developer.gserviceaccount.com"
  #         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ privileged-default-service-account: ${data.google_project.shop.number}-compute@developer.gserviceaccount.com, the Compute Engine default service account, gets roles/editor on project "shop-prod", and so does every workload that names no account; grant narrower roles to an account of its own.
}

resource "google_project_iam_member" "written" {
  project = "shop-prod"
  role    = "roles/writer"
  member  = "serviceAccount:123456789012-compute@developer.gserviceaccount.com"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ privileged-default-service-account: 123456789012-compute@developer.gserviceaccount.com, the Compute Engine default service account, gets roles/writer on project "shop-prod", and so does every workload that names no account; grant narrower roles to an account of its own.
}

resource "google_project_iam_member" "cloud_build" {
  project = "shop-prod"
  role    = "roles/editor"
  member  = "serviceAccount:123456789012@cloudbuild.gserviceaccount.com"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ privileged-default-service-account: 123456789012@cloudbuild.gserviceaccount.com, the legacy Cloud Build service account, gets roles/editor on project "shop-prod", and so does every build that names no account; grant narrower roles to an account of its own.
}

# Any role from the project up is a warning,
resource "google_folder_iam_member" "narrower" {
  folder = "folders/123"
  role   = "roles/storage.objectViewer"
  member = "serviceAccount:123456789012-compute@developer.gserviceaccount.com"
  #         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ privileged-default-service-account (warning): 123456789012-compute@developer.gserviceaccount.com, the Compute Engine default service account, gets roles/storage.objectViewer on folder "123", and so does every workload that names no account; grant narrower roles to an account of its own.
}

resource "google_project_iam_member" "viewer" {
  project = "shop-prod"
  role    = "roles/viewer"
  member  = "serviceAccount:123456789012-compute@developer.gserviceaccount.com"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ privileged-default-service-account (warning): 123456789012-compute@developer.gserviceaccount.com, the Compute Engine default service account, gets roles/viewer on project "shop-prod", and so does every workload that names no account; grant narrower roles to an account of its own.
}

resource "google_project_iam_member" "impersonator" {
  project = "shop-prod"
  role    = "roles/iam.serviceAccountTokenCreator"
  member  = "serviceAccount:123456789012-compute@developer.gserviceaccount.com"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ privileged-default-service-account (warning): 123456789012-compute@developer.gserviceaccount.com, the Compute Engine default service account, gets roles/iam.serviceAccountTokenCreator on project "shop-prod", and so does every workload that names no account; grant narrower roles to an account of its own.
}

# but builds have to deploy.
resource "google_project_iam_member" "cloud_build_deploys" {
  project = "shop-prod"
  role    = "roles/run.developer"
  member  = "serviceAccount:123456789012@cloudbuild.gserviceaccount.com"
}

# On one bucket it reaches one bucket.
resource "google_storage_bucket_iam_member" "on_a_bucket" {
  bucket = "media"
  role   = "roles/storage.objectViewer"
  member = "serviceAccount:123456789012-compute@developer.gserviceaccount.com"
}

resource "google_project_iam_member" "on_some_buckets" {
  project = "shop-prod"
  role    = "roles/storage.objectViewer"
  member  = "serviceAccount:123456789012-compute@developer.gserviceaccount.com"
  condition {
    title      = "media only"
    expression = "resource.name.startsWith('projects/_/buckets/media')"
  }
}

# This one needs it.
resource "google_project_iam_member" "google_apis_agent" {
  project = "shop-prod"
  role    = "roles/editor"
  member  = "serviceAccount:123456789012@cloudservices.gserviceaccount.com"
}

resource "google_project_iam_member" "own_account" {
  project = "shop-prod"
  role    = "roles/storage.objectViewer"
  member  = google_service_account.worker.member
}

resource "google_project_iam_binding" "among_others" {
  project = "shop-prod"
  role    = "roles/editor"
  members = [
    "serviceAccount:123456789012@cloudservices.gserviceaccount.com",
    "serviceAccount:123456789012-compute@developer.gserviceaccount.com",
    #~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ privileged-default-service-account: 123456789012-compute@developer.gserviceaccount.com, the Compute Engine default service account, gets roles/editor on project "shop-prod", and so does every workload that names no account; grant narrower roles to an account of its own.
  ]
}

resource "google_project_iam_member" "unknown_role" {
  project = "shop-prod"
  role    = var.role
  member  = "serviceAccount:123456789012-compute@developer.gserviceaccount.com"
}

# The account's name has the project's number, and no other account is called like this.
resource "google_project_iam_member" "by_project_id" {
  project = "shop-prod"
  role    = "roles/editor"
  member  = "serviceAccount:shop-prod-compute@developer.gserviceaccount.com"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ privileged-default-service-account: shop-prod-compute@developer.gserviceaccount.com, the Compute Engine default service account, gets roles/editor on project "shop-prod", and so does every workload that names no account; grant narrower roles to an account of its own.
}
