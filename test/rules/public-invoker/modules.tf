# The module grants roles/run.invoker to its members.

module "api" {
  source  = "GoogleCloudPlatform/cloud-run/google//modules/v2"
  version = "~> 0.16"

  project_id   = "shop-prod"
  location     = "europe-west1"
  service_name = "api"
  containers   = [{ container_image = "europe-docker.pkg.dev/shop-prod/apps/api:1" }]
  members      = ["allUsers"]
  #                ~~~~~~~~ public-invoker: allUsers may invoke Cloud Run service "api": every request that reaches it gets in without signing in; grant roles/run.invoker to the callers, unless it is meant to be public.
}

module "web" {
  source = "github.com/GoogleCloudPlatform/terraform-google-cloud-run?ref=v0.10.0"

  project_id   = "shop-prod"
  location     = "europe-west1"
  service_name = "web"
  image        = "europe-docker.pkg.dev/shop-prod/apps/web:1"
  members      = ["group:callers@example.com", "allAuthenticatedUsers"]
  #                                             ~~~~~~~~~~~~~~~~~~~~~ public-invoker: allAuthenticatedUsers may invoke Cloud Run service "web": every request that reaches it gets in with any Google account; grant roles/run.invoker to the callers, unless it is meant to be public.
}

module "internal" {
  source  = "GoogleCloudPlatform/cloud-run/google"
  version = "~> 0.10"

  project_id   = "shop-prod"
  location     = "europe-west1"
  service_name = "internal"
  image        = "europe-docker.pkg.dev/shop-prod/apps/internal:1"
  members      = ["serviceAccount:web@shop-prod.iam.gserviceaccount.com"]
}

module "run_once" {
  source  = "GoogleCloudPlatform/cloud-run/google//modules/job-exec"
  version = "~> 0.16"

  name       = "run-once"
  project_id = "shop-prod"
  location   = "europe-west1"
  image      = "europe-docker.pkg.dev/shop-prod/apps/once:1"
}
