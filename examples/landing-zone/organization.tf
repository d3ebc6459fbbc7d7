resource "google_folder" "folders" {
  for_each = {
    production = "Production"
    sandbox    = "Sandbox"
    shared     = "Shared services"
  }

  parent       = "organizations/${var.organization}"
  display_name = each.value
}

resource "google_folder_iam_member" "groups" {
  for_each = local.folder_grants

  folder = google_folder.folders[each.value.folder].name
  role   = each.value.role
  member = each.value.member
}

# Whoever administers the organization does so from an account of its own, with a hardware key.
resource "google_organization_iam_member" "administrators" {
  for_each = toset(["roles/resourcemanager.organizationAdmin", "roles/orgpolicy.policyAdmin"])

  org_id = var.organization
  role   = each.value
  member = "group:organization-admins@${var.domain}"
}

resource "google_organization_iam_member" "terraform" {
  for_each = toset([
    "roles/iam.organizationRoleAdmin",
    "roles/logging.configWriter",
    "roles/orgpolicy.policyAdmin",
    "roles/resourcemanager.folderAdmin",
    "roles/resourcemanager.projectCreator",
  ])

  org_id = var.organization
  role   = each.value
  member = "serviceAccount:${var.terraform_account}"
}

resource "google_organization_iam_member" "auditors" {
  for_each = toset(var.auditors)

  org_id = var.organization
  role   = "roles/iam.securityReviewer"
  member = each.value
}

# Looks for accounts that nobody uses any more.
resource "google_organization_iam_custom_role" "spring_cleaning" {
  org_id  = var.organization
  role_id = "springCleaning"
  title   = "Spring cleaning"
  permissions = [
    "iam.serviceAccounts.list",
    "iam.serviceAccounts.disable",
    "iam.serviceAccounts.setIamPolicy",
    "policyanalyzer.serviceAccountLastAuthenticationActivities.query",
  ]
}

resource "google_organization_iam_member" "spring_cleaning" {
  org_id = var.organization
  role   = google_organization_iam_custom_role.spring_cleaning.id
  member = "group:platform@${var.domain}"
}

resource "google_folder_iam_member" "temporary" {
  for_each = var.temporary_access

  folder = google_folder.folders["production"].name
  role   = each.value.role
  member = each.value.member

  condition {
    title       = "${each.key}, until ${each.value.until}"
    description = "Granted for ticket ${each.key}."
    expression  = "request.time < timestamp(\"${each.value.until}\")"
  }
}

# The first consultants got access before there were groups, and a ticket that ended long ago.
resource "google_folder_iam_member" "consultants" {
  folder = google_folder.folders["shared"].name
  role   = "roles/compute.networkViewer"
  member = "group:network-consultants@${var.domain}"

  condition {
    title      = "until the end of March 2026"
    expression = "request.time < timestamp(\"2026-04-01T00:00:00Z\")"
  }
}

resource "google_organization_iam_audit_config" "all" {
  org_id  = var.organization
  service = "allServices"

  audit_log_config {
    log_type = "ADMIN_READ"
  }

  audit_log_config {
    log_type = "DATA_READ"
    exempted_members = [
      "serviceAccount:backup@tidemark-seed.iam.gserviceaccount.com",
    ]
  }

  audit_log_config {
    log_type = "DATA_WRITE"
  }
}

# The billing department sees the bill, and nothing else.
resource "google_billing_account_iam_member" "finance" {
  billing_account_id = var.billing_account
  role               = "roles/billing.viewer"
  member             = "group:finance@${var.domain}"
}
