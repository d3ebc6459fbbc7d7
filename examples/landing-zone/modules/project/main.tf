resource "google_project" "project" {
  project_id          = var.project_id
  name                = var.project_id
  folder_id           = var.folder
  billing_account     = var.billing_account
  auto_create_network = false
}

resource "google_project_service" "apis" {
  for_each = toset(concat(["iam.googleapis.com", "iamcredentials.googleapis.com"], var.apis))

  project            = google_project.project.project_id
  service            = each.value
  disable_on_destroy = false
}

# Enough to look after a project without being able to give it away.
resource "google_project_iam_member" "owners" {
  for_each = toset(["roles/browser", "roles/monitoring.editor", "roles/servicemanagement.quotaViewer"])

  project = google_project.project.project_id
  role    = each.value
  member  = var.owners
}

locals {
  grants = flatten([
    for role, members in var.roles : [
      for member in members : {
        role   = role
        member = member
      }
    ]
  ])
}

resource "google_project_iam_member" "groups" {
  for_each = { for grant in local.grants : "${grant.role} ${grant.member}" => grant }

  project = google_project.project.project_id
  role    = each.value.role
  member  = each.value.member
}

# The default account of Compute Engine stays, because some services insist on it, but it may do nothing.
resource "google_project_default_service_accounts" "deprivilege" {
  project        = google_project.project.project_id
  action         = "DEPRIVILEGE"
  restore_policy = "NONE"
}
