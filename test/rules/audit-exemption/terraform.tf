resource "google_project_iam_audit_config" "storage" {
  project = "fernhill-shop"
  service = "storage.googleapis.com"

  audit_log_config {
    log_type         = "DATA_READ"
    exempted_members = ["user:lena@example.com", google_service_account.report.member, var.scanner]
    #                    ~~~~~~~~~~~~~~~~~~~~~ audit-exemption: user:lena@example.com is left out of the DATA_READ logs of storage.googleapis.com on project "fernhill-shop", so nobody can tell afterwards what it did; remove the exemption.
    #                                            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ audit-exemption: google_service_account.report is left out of the DATA_READ logs of storage.googleapis.com on project "fernhill-shop", so nobody can tell afterwards what it did; remove the exemption.
  }
  audit_log_config {
    log_type = "DATA_WRITE"
  }
}

resource "google_service_account" "report" {
  account_id = "nightly-report"
}

variable "scanner" {}

resource "google_organization_iam_audit_config" "none" {
  org_id  = "123456789012"
  service = "run.googleapis.com"

  audit_log_config {
    log_type         = "DATA_READ"
    exempted_members = []
  }
}

resource "google_folder_iam_audit_config" "several" {
  for_each = toset(["storage.googleapis.com", "run.googleapis.com"])
  folder   = "folders/1234567"
  service  = each.key

  audit_log_config {
    log_type         = "ADMIN_READ"
    exempted_members = local.exempted
  }
}

locals {
  exempted = ["group:scanners@example.com"]
  #            ~~~~~~~~~~~~~~~~~~~~~~~~~~ audit-exemption: group:scanners@example.com is left out of the ADMIN_READ logs of run.googleapis.com on folder "1234567", so nobody can tell afterwards what it did; remove the exemption.
}

data "google_iam_policy" "project" {
  audit_config {
    service = "storage.googleapis.com"
    audit_log_configs {
      log_type         = "DATA_WRITE"
      exempted_members = ["serviceAccount:loader@fernhill-shop.iam.gserviceaccount.com"]
      #                    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ audit-exemption: serviceAccount:loader@fernhill-shop.iam.gserviceaccount.com is left out of the DATA_WRITE logs of storage.googleapis.com on a resource, so nobody can tell afterwards what it did; remove the exemption.
    }
  }
}
