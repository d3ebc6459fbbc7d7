module "audit" {
  source  = "terraform-google-modules/iam/google//modules/audit_config"
  version = "~> 8.0"
  project = "shop-prod"

  audit_log_config = [
    { service = "storage.googleapis.com", log_type = "DATA_READ", exempted_members = ["serviceAccount:backup@shop-prod.iam.gserviceaccount.com"] },
    #                                                                                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ audit-exemption: serviceAccount:backup@shop-prod.iam.gserviceaccount.com is left out of the DATA_READ logs of storage.googleapis.com on project "shop-prod", so nobody can tell afterwards what it did; remove the exemption.
    { service = "storage.googleapis.com", log_type = "DATA_WRITE", exempted_members = [] },
  ]
}
