module "gap" {
  source  = "terraform-google-modules/iam/google//modules/audit_config"
  project = "shop-prod"

  audit_log_config = [
    { service = "allServices", log_type = "DATA_READ", exempted_members = [] },
    #            ~~~~~~~~~~~ audit-logging-gap: The audit configuration of allServices on project "shop-prod" leaves out DATA_WRITE, so such requests leave no trace; add it.
    { service = "allServices", log_type = "ADMIN_READ", exempted_members = [] },
  ]
}

module "whole" {
  source  = "terraform-google-modules/iam/google//modules/audit_config"
  project = "shop-dev"

  audit_log_config = [
    for type in ["DATA_READ", "DATA_WRITE", "ADMIN_READ"] : { service = "allServices", log_type = type, exempted_members = [] }
  ]
}
