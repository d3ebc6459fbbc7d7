# One or the other, never both.
resource "google_project_iam_binding" "authoritative" {
  count   = var.authoritative ? 1 : 0
  project = var.project
  role    = "roles/run.developer"
  members = var.members
}

resource "google_project_iam_member" "additive" {
  for_each = var.authoritative ? [] : toset(var.members)
  project  = var.project
  role     = "roles/run.developer"
  member   = each.value
}

# Both, as soon as there is one.
resource "google_project_iam_binding" "optional" {
  count   = var.optional ? 1 : 0
  project = var.project
  role    = "roles/run.viewer"
  members = var.members
}

resource "google_project_iam_member" "always" {
#         ~~~~~~~~~~~~~~~~~~~~~~~~~ conflicting-grants: google_project_iam_binding.optional states all members of roles/run.viewer on the project, and google_project_iam_member.always changes the same: each apply undoes the other's grants; state each role of a resource in one place only.
  project = var.project
  role    = "roles/run.viewer"
  member  = "user:ana@example.com"
}

# Each element has its own project.
resource "google_project_iam_binding" "by_project" {
  for_each = var.projects
  project  = each.value
  role     = "roles/logging.viewer"
  members  = var.members
}

resource "google_project_iam_member" "by_project" {
  for_each = var.projects
  project  = each.value
  role     = "roles/logging.viewer"
  member   = "user:ana@example.com"
}

# A binding for each member keeps the last one only.
resource "google_project_iam_binding" "by_member" {
#         ~~~~~~~~~~~~~~~~~~~~~~~~~~ conflicting-grants: The instances of google_project_iam_binding.by_member each state all members of roles/monitoring.viewer on the project, so that the last one applied takes away what the others gave; state them in one instance.
  for_each = toset(["user:ana@example.com", "user:ben@example.com"])
  project  = var.project
  role     = "roles/monitoring.viewer"
  members  = [each.value]
}

# A role in the list is bound below.
resource "google_project_iam_member" "by_role" {
  for_each = toset(["roles/browser", "roles/cloudsql.client"])
  project  = var.project
  role     = each.value
  member   = "user:ana@example.com"
}

resource "google_project_iam_binding" "cloudsql" {
#         ~~~~~~~~~~~~~~~~~~~~~~~~~~ conflicting-grants: google_project_iam_binding.cloudsql states all members of roles/cloudsql.client on the project, and google_project_iam_member.by_role changes the same: each apply undoes the other's grants; state each role of a resource in one place only.
  project = var.project
  role    = "roles/cloudsql.client"
  members = ["user:ben@example.com"]
}

# Accounts of one declaration are several.
resource "google_service_account" "apps" {
  for_each   = var.apps
  account_id = each.value
}

resource "google_service_account_iam_binding" "orders" {
  service_account_id = google_service_account.apps["orders"].name
  role               = "roles/iam.serviceAccountUser"
  members            = ["user:ana@example.com"]
}

resource "google_service_account_iam_member" "payments" {
  service_account_id = google_service_account.apps["payments"].name
  role               = "roles/iam.serviceAccountUser"
  member             = "user:ana@example.com"
}

resource "google_service_account_iam_member" "orders" {
#         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ conflicting-grants: google_service_account_iam_binding.orders states all members of roles/iam.serviceAccountUser on google_service_account.apps, and google_service_account_iam_member.orders changes the same: each apply undoes the other's grants; state each role of a resource in one place only.
  service_account_id = google_service_account.apps["orders"].name
  role               = "roles/iam.serviceAccountUser"
  member             = "user:ben@example.com"
}
