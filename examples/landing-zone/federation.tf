data "google_project" "seed" {
  project_id = var.seed_project
}

resource "google_iam_workload_identity_pool" "deployment" {
  project                   = var.seed_project
  workload_identity_pool_id = "deployment"
  display_name              = "Deployment"
}

resource "google_iam_workload_identity_pool_provider" "github" {
  project                            = var.seed_project
  workload_identity_pool_id          = google_iam_workload_identity_pool.deployment.workload_identity_pool_id
  workload_identity_pool_provider_id = "github"
  display_name                       = "GitHub Actions"

  attribute_mapping = {
    "google.subject"       = "assertion.sub"
    "attribute.repository" = "assertion.repository"
    "attribute.ref"        = "assertion.ref"
  }

  # The number of the organization on GitHub: its name could one day be someone else's.
  attribute_condition = "assertion.repository_owner_id == '80517342' && assertion.ref == 'refs/heads/main'"

  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

# Each repository deploys as its own account, and only that repository.
resource "google_service_account_iam_member" "github" {
  for_each = var.github_repositories

  service_account_id = module.accounts[each.value].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "principalSet://iam.googleapis.com/${google_iam_workload_identity_pool.deployment.name}/attribute.repository/${each.key}"
}

# The supplier of the ticket machines builds on GitLab.
resource "google_iam_workload_identity_pool" "suppliers" {
  project                   = var.seed_project
  workload_identity_pool_id = "suppliers"
  display_name              = "Suppliers"
}

resource "google_iam_workload_identity_pool_provider" "gitlab" {
  project                            = var.seed_project
  workload_identity_pool_id          = google_iam_workload_identity_pool.suppliers.workload_identity_pool_id
  workload_identity_pool_provider_id = "gitlab"
  display_name                       = "GitLab"

  attribute_mapping = {
    "google.subject"         = "assertion.sub"
    "attribute.project_path" = "assertion.project_path"
  }

  oidc {
    issuer_uri = "https://gitlab.com"
  }
}

resource "google_artifact_registry_repository" "ticket_machines" {
  project       = var.seed_project
  repository_id = "ticket-machines"
  location      = var.region
  format        = "DOCKER"
}

resource "google_artifact_registry_repository_iam_member" "suppliers" {
  project    = var.seed_project
  location   = var.region
  repository = google_artifact_registry_repository.ticket_machines.name
  role       = "roles/artifactregistry.writer"
  member     = "principalSet://iam.googleapis.com/projects/${data.google_project.seed.number}/locations/global/workloadIdentityPools/suppliers/*"
}
