module "accounts" {
  source     = "terraform-google-modules/service-accounts/google"
  version    = "~> 4.6"
  project_id = "shop-prod"
  names      = ["orders-api"]
  project_roles = [
    "shop-prod=>roles/storage.objectViewr",
    #           ~~~~~~~~~~~~~~~~~~~~~~~~~ unknown-role: roles/storage.objectViewr is not a role: there is no role of this name; use roles/storage.objectViewer.
    "${var.network_project}=>roles/compute.networkuser",
    #                        ~~~~~~~~~~~~~~~~~~~~~~~~~ unknown-role: roles/compute.networkuser is not a role: role names are case-sensitive; use roles/compute.networkUser.
    "shop-prod=>roles/logging.logWriter",
    "shop-prod=>${var.role}",
  ]
}

module "worker" {
  source        = "git::https://github.com/terraform-google-modules/terraform-google-service-accounts.git//modules/simple-sa?ref=v4.6.0"
  project_id    = "shop-prod"
  name          = "worker"
  project_roles = ["roles/pubsub.subscribers", "roles/logging.logWriter"]
  #                 ~~~~~~~~~~~~~~~~~~~~~~~~ unknown-role: roles/pubsub.subscribers is not a role: there is no role of this name; use roles/pubsub.subscriber.
}

module "reports" {
  source                  = "terraform-google-modules/iam/google//modules/member_iam"
  project_id              = "shop-prod"
  service_account_address = "reports@shop-prod.iam.gserviceaccount.com"
  project_roles           = ["roles/bigquery.dataviewer"]
  #                           ~~~~~~~~~~~~~~~~~~~~~~~~~ unknown-role: roles/bigquery.dataviewer is not a role: role names are case-sensitive; use roles/bigquery.dataViewer.
}
