resource "google_project_iam_audit_config" "all" {
#         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ audit-logging-gap: The audit configuration of allServices on project "fernhill-shop" leaves out DATA_READ, so such requests leave no trace; add it.
  project = "fernhill-shop"
  service = "allServices"

  audit_log_config {
    log_type = "ADMIN_READ"
  }
  audit_log_config {
    log_type = "DATA_WRITE"
  }
}

resource "google_folder_iam_audit_config" "complete" {
  folder  = "folders/1234567"
  service = "allServices"

  dynamic "audit_log_config" {
    for_each = ["ADMIN_READ", "DATA_READ", "DATA_WRITE"]
    content {
      log_type = audit_log_config.value
    }
  }
}

# Nobody knows which log types these are.
resource "google_organization_iam_audit_config" "unknown" {
  org_id  = "123456789012"
  service = "allServices"

  audit_log_config {
    log_type = "ADMIN_READ"
  }
  dynamic "audit_log_config" {
    for_each = var.log_types
    content {
      log_type = audit_log_config.value
    }
  }
}

variable "log_types" {}

# One service is not all.
resource "google_project_iam_audit_config" "storage" {
  project = "fernhill-shop"
  service = "storage.googleapis.com"

  audit_log_config {
    log_type = "DATA_WRITE"
  }
}

data "google_iam_policy" "organization" {
  audit_config {
 #~~~~~~~~~~~~ audit-logging-gap: The audit configuration of allServices on a resource leaves out DATA_READ and DATA_WRITE, so such requests leave no trace; add them.
    service = "allServices"
    audit_log_configs {
      log_type = "ADMIN_READ"
    }
  }
}

resource "google_folder_iam_audit_config" "each" {
  for_each = {
    "allServices"            = ["DATA_READ"]
    #~~~~~~~~~~~ audit-logging-gap: The audit configuration of allServices on folder "7654321" leaves out ADMIN_READ and DATA_WRITE, so such requests leave no trace; add them.
    "storage.googleapis.com" = ["DATA_WRITE"]
  }
  folder  = "folders/7654321"
  service = each.key

  dynamic "audit_log_config" {
    for_each = each.value
    content {
      log_type = audit_log_config.value
    }
  }
}
