resource "google_service_account" "runtime" {
  account_id = "runtime"
}

resource "google_project_iam_member" "runtime_edits" {
  project = "shop-prod"
  role    = "roles/editor"
  member  = google_service_account.runtime.member
}

resource "google_project_iam_member" "deploys" {
  project = "shop-prod"
  role    = "roles/run.developer"
  member  = "group:developers@example.com"
}

resource "google_service_account_iam_binding" "attaches" {
  service_account_id = google_service_account.runtime.name
  role               = "roles/iam.serviceAccountUser"
  members            = ["group:developers@example.com", "user:ben@example.com"]
  #                      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ impersonation-path: group:developers@example.com may become google_service_account.runtime, and that one holds roles/editor on project "shop-prod"; take back a grant on the way, or give the account a narrower role.
}
