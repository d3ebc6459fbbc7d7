resource "google_iam_workload_identity_pool" "github" {
  workload_identity_pool_id = "github"
}

resource "google_iam_workload_identity_pool_provider" "github" {
  workload_identity_pool_id          = google_iam_workload_identity_pool.github.workload_identity_pool_id
  workload_identity_pool_provider_id = "github"
  attribute_mapping = {
    "google.subject"       = "assertion.sub"
    "attribute.repository" = "assertion.repository"
  }
  attribute_condition = "assertion.repository_owner == '${var.owner}'"

  oidc {
    issuer_uri        = "https://token.actions.githubusercontent.com"
    allowed_audiences = var.audiences != null ? var.audiences : []
  }
}

resource "google_service_account_iam_binding" "deployer" {
  service_account_id = google_service_account.deployer.name
  role               = "roles/iam.workloadIdentityUser"
  members = [
    for repository in var.repositories :
    "principalSet://iam.googleapis.com/${google_iam_workload_identity_pool.github.name}/attribute.repository/${repository}"
  ]
}

data "google_iam_policy" "run" {
  binding {
    role    = "roles/run.invoker"
    members = concat(["domain:example.com"], formatlist("user:%s", var.users))
  }

  audit_config {
    service = "allServices"
    audit_log_configs { log_type = "DATA_READ" }
  }
}
