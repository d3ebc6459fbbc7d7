resource "google_service_account" "app" {
  account_id = "orders-app"
}

resource "google_project_iam_member" "app" {
  for_each = toset([
    "roles/logging.logWriter",
    "roles/pubsub.admin",
    #~~~~~~~~~~~~~~~~~~ admin-role-on-service-account: roles/pubsub.admin lets google_service_account.app hand out access to pubsub resources in project "shop-prod", and so whoever gets into its workload; grant the narrower role that the workload needs, on the resources that it uses.
    "roles/cloudtrace.agent",
  ])

  project = "shop-prod"
  role    = each.value
  member  = google_service_account.app.member
}
