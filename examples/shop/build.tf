resource "google_artifact_registry_repository" "images" {
  repository_id = "images"
  location      = var.region
  format        = "DOCKER"
}

resource "google_artifact_registry_repository_iam_member" "builder" {
  repository = google_artifact_registry_repository.images.name
  location   = google_artifact_registry_repository.images.location
  role       = "roles/artifactregistry.writer"
  member     = google_service_account.builder.member
}

resource "google_cloudbuild_trigger" "storefront" {
  name            = "storefront"
  location        = var.region
  service_account = google_service_account.builder.id
  filename        = "storefront/cloudbuild.yaml"

  github {
    owner = "fernhill"
    name  = "shop"

    push {
      branch = "^main$"
    }
  }
}

resource "google_cloudbuild_trigger" "orders" {
  name            = "orders"
  location        = var.region
  service_account = "projects/fernhill-shop/serviceAccounts/123456789012@cloudbuild.gserviceaccount.com"
  filename        = "orders/cloudbuild.yaml"

  github {
    owner = "fernhill"
    name  = "shop"

    push {
      branch = "^main$"
    }
  }
}

# The builder deploys the services, which run as their own accounts.

resource "google_project_iam_member" "builder_deploys" {
  project = var.project_id
  role    = "roles/run.developer"
  member  = google_service_account.builder.member
}

resource "google_service_account_iam_member" "builder_as_storefront" {
  service_account_id = google_service_account.storefront.name
  role               = "roles/iam.serviceAccountUser"
  member             = google_service_account.builder.member
}

resource "google_service_account_iam_member" "builder_as_orders" {
  service_account_id = google_service_account.orders.email
  role               = "roles/iam.serviceAccountUser"
  member             = google_service_account.builder.member
}

resource "google_project_iam_member" "builder_as_others" {
  project = var.project_id
  role    = "roles/iam.serviceAccountUser"
  member  = google_service_account.builder.member
}

# The workflows on GitHub check pull requests as the builder, without a key.

resource "google_iam_workload_identity_pool" "github" {
  workload_identity_pool_id = "github"
}

resource "google_iam_workload_identity_pool_provider" "github" {
  workload_identity_pool_id          = google_iam_workload_identity_pool.github.workload_identity_pool_id
  workload_identity_pool_provider_id = "github"
  attribute_condition                = "assertion.repository_id == '518200417'"

  attribute_mapping = {
    "google.subject"          = "assertion.sub"
    "attribute.repository_id" = "assertion.repository_id"
  }

  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_service_account_iam_member" "github_as_builder" {
  service_account_id = google_service_account.builder.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "principalSet://iam.googleapis.com/${google_iam_workload_identity_pool.github.name}/attribute.repository_id/518200417"
}
