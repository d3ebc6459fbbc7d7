module "shop" {
  source                   = "terraform-google-modules/kubernetes-engine/google//modules/private-cluster"
  version                  = "~> 41.0"
  project_id               = "shop-prod"
  name                     = "shop"
  issue_client_certificate = true
  #                          ~~~~ gke-legacy-auth: module.shop issues a client certificate, which cannot be revoked and lies in the Terraform state; set this to false and let users sign in through IAM.
}

module "legacy" {
  source             = "github.com/terraform-google-modules/terraform-google-kubernetes-engine//modules/gke-standard-cluster?ref=v41.0.0"
  name               = "legacy"
  enable_legacy_abac = true
  #                    ~~~~ gke-legacy-auth: module.legacy uses legacy attribute-based access control, by which every service account of the cluster may do nearly everything; set this to false and grant roles with RBAC and IAM.
  master_auth        = { client_certificate_config = { issue_client_certificate = var.certificates } }
}

variable "certificates" { default = true }
#                                   ~~~~ gke-legacy-auth: module.legacy issues a client certificate, which cannot be revoked and lies in the Terraform state; set this to false and let users sign in through IAM.

module "plain" {
  source     = "terraform-google-modules/kubernetes-engine/google"
  project_id = "shop-prod"
  name       = "plain"
}

module "own" {
  source                   = "example.com/shop/kubernetes-engine"
  issue_client_certificate = true
}
