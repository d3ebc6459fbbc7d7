# What is the same in all environments.

projects = {
  tidemark-booking = {
    folder     = "production"
    apis       = ["run.googleapis.com", "sqladmin.googleapis.com", "secretmanager.googleapis.com"]
    owners     = "booking-owners"
    developers = "booking-developers"
    roles = {
      "roles/run.developer"      = ["booking-developers"]
      "roles/cloudsql.viewer"    = ["booking-developers", "data-analysts"]
      "roles/errorreporting.usr" = ["booking-developers"]
    }
  }

  tidemark-timetable = {
    folder     = "production"
    apis       = ["run.googleapis.com", "cloudscheduler.googleapis.com"]
    owners     = "timetable-owners"
    developers = "timetable-developers"
    roles = {
      "roles/run.developer"          = ["timetable-developers"]
      "roles/harborcontrol.pilot"    = ["timetable-developers"]
      "roles/iam.serviceAccountUser" = ["timetable-developers"]
    }
  }

  tidemark-lab = {
    folder = "sandbox"
    apis   = ["aiplatform.googleapis.com", "bigquery.googleapis.com"]
    owners = "lab-owners"
    roles = {
      "roles/editor"           = ["lab-members"]
      "roles/bigquery.jobUser" = ["data-analysts"]
    }
  }
}
