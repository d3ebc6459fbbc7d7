module "machines" {
  source = "terraform-google-modules/vm/google//modules/instance_template"

  service_account = {
    email  = "web-server@shop-prod.iam.gserviceaccount.com"
    scopes = ["https://www.googleapis.com/auth/devstorage.read_only", "https://www.googleapis.com/auth/logging.write"]
    #        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ legacy-scopes: module.machines runs as web-server@shop-prod.iam.gserviceaccount.com, whose roles say what it may do, and has the access scopes devstorage.read_only and logging.write besides, which are no access control and make roles fail that are granted later; use cloud-platform.
  }
}

module "all_services" {
  source = "terraform-google-modules/vm/google//modules/instance_template"

  service_account = {
    email  = "web-server@shop-prod.iam.gserviceaccount.com"
    scopes = ["cloud-platform"]
  }
}

module "cluster" {
  source          = "terraform-google-modules/kubernetes-engine/google"
  service_account = "shop-nodes@shop-prod.iam.gserviceaccount.com"

  node_pools = [{ name = "general" }, { name = "web" }]

  node_pools_oauth_scopes = {
    all = ["https://www.googleapis.com/auth/logging.write", "https://www.googleapis.com/auth/monitoring"]
    #     ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ legacy-scopes: module.cluster's node pool runs as shop-nodes@shop-prod.iam.gserviceaccount.com, whose roles say what it may do, and has the access scopes logging.write and monitoring besides, which are no access control and make roles fail that are granted later; use cloud-platform.
  }
}

# What the list of one pool lacks, that of all has: by default everything.
module "cluster_with_all" {
  source          = "terraform-google-modules/kubernetes-engine/google"
  service_account = "shop-nodes@shop-prod.iam.gserviceaccount.com"

  node_pools = [{ name = "web" }]

  node_pools_oauth_scopes = {
    web = ["https://www.googleapis.com/auth/logging.write"]
  }
}

module "cluster_with_more" {
  source          = "terraform-google-modules/kubernetes-engine/google"
  service_account = "shop-nodes@shop-prod.iam.gserviceaccount.com"

  node_pools = [{ name = "web" }]

  node_pools_oauth_scopes = {
    all = ["https://www.googleapis.com/auth/logging.write"]
    web = ["https://www.googleapis.com/auth/cloud-platform"]
  }
}

module "node_pool" {
  source = "terraform-google-modules/kubernetes-engine/google//modules/gke-node-pool"

  node_config = {
    service_account = "shop-nodes@shop-prod.iam.gserviceaccount.com"
    oauth_scopes    = ["https://www.googleapis.com/auth/logging.write"]
    #                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ legacy-scopes: module.node_pool's node pool runs as shop-nodes@shop-prod.iam.gserviceaccount.com, whose roles say what it may do, and has the access scopes logging.write besides, which are no access control and make roles fail that are granted later; use cloud-platform.
  }
}
