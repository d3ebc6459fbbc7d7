resource "google_cloud_run_v2_service" "timetable" {
  project  = module.projects["tidemark-timetable"].project_id
  name     = "timetable"
  location = var.region
  ingress  = "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"

  template {
    service_account = module.accounts["timetable-web"].email

    containers {
      image = "europe-north1-docker.pkg.dev/tidemark-seed/services/timetable:2026-11"
    }
  }
}

# Renders the timetables that hang on the piers.
resource "google_cloud_run_v2_job" "posters" {
  project  = module.projects["tidemark-timetable"].project_id
  name     = "posters"
  location = var.region

  template {
    template {
      containers {
        image = "europe-north1-docker.pkg.dev/tidemark-seed/services/posters:2026-09"
      }
    }
  }
}

# Asks for tides and weather before the first ferry leaves.
resource "google_cloud_scheduler_job" "refresh" {
  project   = module.projects["tidemark-timetable"].project_id
  name      = "refresh"
  region    = var.region
  schedule  = "15 4 * * *"
  time_zone = "Europe/Oslo"

  http_target {
    http_method = "POST"
    uri         = "${google_cloud_run_v2_service.timetable.uri}/refresh"

    oidc_token {
      service_account_email = module.accounts["timetable-web"].email
      audience              = "https://timetable.tidemark.example"
    }
  }
}

resource "google_cloud_run_v2_service_iam_member" "refresh" {
  project  = google_cloud_run_v2_service.timetable.project
  location = google_cloud_run_v2_service.timetable.location
  name     = google_cloud_run_v2_service.timetable.name
  role     = "roles/run.invoker"
  member   = module.accounts["timetable-web"].member
}
