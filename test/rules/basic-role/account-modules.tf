module "accounts" {
  source        = "terraform-google-modules/service-accounts/google"
  project_id    = "shop-prod"
  prefix        = "shop"
  names         = ["orders", "payments"]
  project_roles = ["shop-prod=>roles/editor", "shop-prod=>roles/logging.logWriter"]
  #                            ~~~~~~~~~~~~ basic-role: roles/editor gives serviceAccount:shop-orders@shop-prod.iam.gserviceaccount.com and serviceAccount:shop-payments@shop-prod.iam.gserviceaccount.com 11,979 permissions across every service on project "shop-prod"; grant the predefined roles that are needed instead.
}
