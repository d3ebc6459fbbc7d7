resource "google_cloud_run_v2_job" "report" {
  name     = "report"
  location = "europe-west1"

  template {
    template {
      service_account = "report@shop-prod.iam.gserviceaccount.com"
    }
  }
}

data "google_iam_policy" "project" {
  binding {
    role    = "roles/run.admin"
    members = ["group:operators@example.com"]
  }

  dynamic "binding" {
    for_each = var.more

    content {
      role    = binding.key
      members = binding.value
    }
  }
}

resource "google_project_iam_policy" "project" {
  project     = "shop-prod"
  policy_data = data.google_iam_policy.project.policy_data
}
