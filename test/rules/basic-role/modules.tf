module "deployer" {
  source        = "terraform-google-modules/service-accounts/google"
  version       = "~> 4.5"
  project_id    = "shop-prod"
  prefix        = "shop"
  names         = ["deployer", "migrator"]
  project_roles = [
    "shop-prod=>roles/run.developer",
    "${var.shared_project}=>roles/editor",
    #                       ~~~~~~~~~~~~ basic-role: roles/editor gives serviceAccount:shop-deployer@shop-prod.iam.gserviceaccount.com and serviceAccount:shop-migrator@shop-prod.iam.gserviceaccount.com 11,979 permissions across every service on the project; grant the predefined roles that are needed instead.
  ]
}

module "reporter" {
  source        = "terraform-google-modules/service-accounts/google//modules/simple-sa"
  version       = "~> 4.5"
  project_id    = "shop-prod"
  name          = "reporter"
  project_roles = ["roles/viewer"]
  #                 ~~~~~~~~~~~~ basic-role: roles/viewer gives serviceAccount:reporter@shop-prod.iam.gserviceaccount.com 6,064 permissions across every service on project "shop-prod"; grant the predefined roles that are needed instead.
}

module "team" {
  source                  = "terraform-google-modules/iam/google//modules/member_iam"
  version                 = "~> 8.1"
  project_id              = "shop-prod"
  prefix                  = "group"
  service_account_address = "developers@example.com"
  project_roles           = ["roles/run.viewer", "roles/editor"]
  #                                               ~~~~~~~~~~~~ basic-role: roles/editor gives group:developers@example.com 11,979 permissions across every service on project "shop-prod"; grant the predefined roles that are needed instead.
}

module "lab" {
  source            = "terraform-google-modules/project-factory/google"
  version           = "~> 18.0"
  name              = "shop-lab"
  random_project_id = true
  org_id            = "123456789"
  billing_account   = var.billing_account
  sa_role           = "roles/editor"
  #                    ~~~~~~~~~~~~ basic-role: roles/editor gives module.lab 11,979 permissions across every service on the project; grant the predefined roles that are needed instead.
}

module "shop" {
  source          = "terraform-google-modules/project-factory/google"
  version         = "~> 18.0"
  name            = "shop-next"
  org_id          = "123456789"
  billing_account = var.billing_account
  sa_role         = "roles/editor"
  #                  ~~~~~~~~~~~~ basic-role: roles/editor gives serviceAccount:project-service-account@shop-next.iam.gserviceaccount.com 11,979 permissions across every service on project "shop-next"; grant the predefined roles that are needed instead.
}

module "no_account" {
  source            = "terraform-google-modules/project-factory/google"
  version           = "~> 18.0"
  name              = "shop-bare"
  org_id            = "123456789"
  billing_account   = var.billing_account
  create_project_sa = false
  sa_role           = "roles/editor"
}

module "no_role" {
  source          = "terraform-google-modules/project-factory/google"
  version         = "~> 18.0"
  name            = "shop-test"
  org_id          = "123456789"
  billing_account = var.billing_account
  sa_role         = ""
}
