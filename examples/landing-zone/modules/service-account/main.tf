resource "google_service_account" "account" {
  project      = var.project_id
  account_id   = var.account_id
  display_name = var.display_name
}

resource "google_project_iam_member" "roles" {
  for_each = toset(var.roles)

  project = var.project_id
  role    = each.value
  member  = google_service_account.account.member
}

resource "google_service_account_iam_member" "impersonators" {
  for_each = toset(var.impersonators)

  service_account_id = google_service_account.account.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = each.value
}
