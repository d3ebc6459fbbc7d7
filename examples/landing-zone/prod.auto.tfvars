organization      = "918273645501"
billing_account   = "01A2B3-C4D5E6-F7A8B9"
seed_project      = "tidemark-seed"
terraform_account = "terraform@tidemark-seed.iam.gserviceaccount.com"

accounts = {
  booking-api = {
    project      = "tidemark-booking"
    display_name = "Booking API"
    roles        = ["roles/cloudsql.client", "roles/secretmanager.secretAccessor"]
  }

  booking-deployer = {
    project      = "tidemark-booking"
    display_name = "Deploys the booking services"
    roles        = ["roles/run.developer"]
  }

  timetable-web = {
    project      = "tidemark-timetable"
    display_name = "Timetable"
    roles        = ["roles/datastore.viewer"]
  }

  timetable-deployer = {
    project       = "tidemark-timetable"
    display_name  = "Deploys the timetable"
    roles         = ["roles/run.admin", "roles/owner"]
    impersonators = ["group:timetable-owners@tidemark.example"]
  }

  lab-notebooks = {
    project       = "tidemark-lab"
    display_name  = "Notebooks in the lab"
    roles         = ["roles/bigquery.dataEditor", "roles/aiplatform.user"]
    impersonators = ["group:lab-members@tidemark.example", "lab-owners@tidemark.example"]
  }
}

auditors = [
  "group:auditors@tidemark.example",
  "user:henrik.solberg.audit@gmail.com",
]

temporary_access = {
  OPS-418 = {
    member = "group:incident-responders@tidemark.example"
    role   = "roles/logging.privateLogViewer"
    until  = "2027-03-31T00:00:00Z"
  }

  OPS-377 = {
    member = "group:migration-partner@tidemark.example"
    role   = "roles/cloudsql.admin"
    until  = "2026-06-30T00:00:00Z"
  }
}

github_repositories = {
  "tidemark/booking"   = "booking-deployer"
  "tidemark/timetable" = "timetable-deployer"
}
