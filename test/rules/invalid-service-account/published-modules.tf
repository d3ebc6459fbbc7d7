resource "google_service_account" "web" {
  account_id = "web-server"
  project    = "shop-prod"
}

module "machines" {
  source = "terraform-google-modules/vm/google//modules/instance_template"

  service_account = {
    email  = google_service_account.web.id
    #        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-service-account: module.machines names projects/shop-prod/serviceAccounts/web-server@shop-prod.iam.gserviceaccount.com, which is a full name; this field takes the account's e-mail address, so use google_service_account.web.email.
    scopes = ["cloud-platform"]
  }
}

module "person" {
  source = "terraform-google-modules/vm/google//modules/instance_template"

  service_account = {
    email  = "web@example.com"
    #         ~~~~~~~~~~~~~~~ invalid-service-account: module.person names web@example.com, which is not the e-mail address of a service account; this field takes the account's e-mail address.
    scopes = ["cloud-platform"]
  }
}

module "right" {
  source = "terraform-google-modules/vm/google//modules/instance_template"

  service_account = {
    email  = google_service_account.web.email
    scopes = ["cloud-platform"]
  }
}

module "cluster" {
  source          = "terraform-google-modules/kubernetes-engine/google"
  service_account = google_service_account.web.name
  #                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-service-account: module.cluster's node pool names projects/shop-prod/serviceAccounts/web-server@shop-prod.iam.gserviceaccount.com, which is a full name; this field takes the account's e-mail address, so use google_service_account.web.email.
}

# The word has the module make one.
module "created" {
  source          = "terraform-google-modules/kubernetes-engine/google//modules/beta-autopilot-public-cluster"
  service_account = "create"
}

module "orders" {
  source          = "GoogleCloudPlatform/cloud-run/google//modules/v2"
  service_account = google_service_account.web.member
  #                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-service-account: module.orders names serviceAccount:web-server@shop-prod.iam.gserviceaccount.com, which is the member of a policy; this field takes the account's e-mail address, so use google_service_account.web.email.
}
