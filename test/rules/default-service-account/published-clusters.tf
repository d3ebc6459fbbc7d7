# Each makes an account of its own.
module "as_itself" {
  source = "terraform-google-modules/kubernetes-engine/google"
  name   = "shop"
}

module "create" {
  source          = "terraform-google-modules/kubernetes-engine/google//modules/private-cluster"
  service_account = "create"
}

module "without" {
#       ~~~~~~~ default-service-account: module.without's node pool runs as the Compute Engine default service account and shares its roles with every workload that names no account; give it a service account of its own.
  source                 = "terraform-google-modules/kubernetes-engine/google//modules/private-cluster"
  create_service_account = false
}

module "empty" {
  source                 = "terraform-google-modules/kubernetes-engine/google//modules/beta-public-cluster/"
  create_service_account = false
  service_account        = ""
  #                        ~~ default-service-account: module.empty's node pool runs as the Compute Engine default service account and shares its roles with every workload that names no account; give it a service account of its own.
}

module "perhaps" {
  source                 = "terraform-google-modules/kubernetes-engine/google"
  create_service_account = var.create
}

module "default" {
  source          = "terraform-google-modules/kubernetes-engine/google"
  service_account = "123456789012-compute@developer.gserviceaccount.com"
  #                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ default-service-account: module.default's node pool runs as the Compute Engine default service account (123456789012-compute@developer.gserviceaccount.com) and shares its roles with every workload that names no account; give it a service account of its own.
  node_pools      = var.node_pools
}

# Nodes that are not known may each have their own.
module "unknown_pools" {
  source                 = "terraform-google-modules/kubernetes-engine/google"
  create_service_account = false
  node_pools             = var.node_pools
}

module "pools" {
  source                 = "terraform-google-modules/kubernetes-engine/google"
  create_service_account = false
  service_account        = "shop-nodes@shop-prod.iam.gserviceaccount.com"

  node_pools = [
    { name = "general" },
    { name = "batch", service_account = "123456789012-compute@developer.gserviceaccount.com" },
    #                                    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ default-service-account: module.pools's node pool runs as the Compute Engine default service account (123456789012-compute@developer.gserviceaccount.com) and shares its roles with every workload that names no account; give it a service account of its own.
    { name = "web", service_account = "web-nodes@shop-prod.iam.gserviceaccount.com" },
  ]
}

module "own_pools" {
  source                 = "terraform-google-modules/kubernetes-engine/google"
  create_service_account = false

  node_pools = [{ name = "web", service_account = "web-nodes@shop-prod.iam.gserviceaccount.com" }]
}

module "one_pool_without" {
#       ~~~~~~~~~~~~~~~~ default-service-account: module.one_pool_without's node pool runs as the Compute Engine default service account and shares its roles with every workload that names no account; give it a service account of its own.
  source                 = "terraform-google-modules/kubernetes-engine/google"
  create_service_account = false

  node_pools = [
    { name = "web", service_account = "web-nodes@shop-prod.iam.gserviceaccount.com" },
    { name = "batch" },
  ]
}

module "safer" {
  source                         = "terraform-google-modules/kubernetes-engine/google//modules/safer-cluster"
  compute_engine_service_account = data.google_compute_default_service_account.default.email
  #                                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ default-service-account: module.safer's node pool runs as the Compute Engine default service account (data.google_compute_default_service_account.default) and shares its roles with every workload that names no account; give it a service account of its own.
}

data "google_compute_default_service_account" "default" {}

module "autopilot" {
  source                 = "terraform-google-modules/kubernetes-engine/google//modules/beta-autopilot-private-cluster"
  create_service_account = false
}

module "autopilot_default" {
  source                 = "terraform-google-modules/kubernetes-engine/google//modules/beta-autopilot-private-cluster"
  create_service_account = false
  service_account        = "default"
  #                         ~~~~~~~ default-service-account: module.autopilot_default's node pool runs as the Compute Engine default service account and shares its roles with every workload that names no account; give it a service account of its own.
}

module "node_pool" {
  source = "terraform-google-modules/kubernetes-engine/google//modules/gke-node-pool"
  node_config = {
    service_account = "123456789012-compute@developer.gserviceaccount.com"
    #                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ default-service-account: module.node_pool's node pool runs as the Compute Engine default service account (123456789012-compute@developer.gserviceaccount.com) and shares its roles with every workload that names no account; give it a service account of its own.
    oauth_scopes    = ["https://www.googleapis.com/auth/cloud-platform"]
  }
}

module "named_node_pool" {
  source = "terraform-google-modules/kubernetes-engine/google//modules/gke-node-pool"
  node_config = {
    service_account = "shop-nodes@shop-prod.iam.gserviceaccount.com"
  }
}
