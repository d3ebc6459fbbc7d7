module "shop" {
  source        = "terraform-google-modules/kubernetes-engine/google"
  version       = "~> 41.0"
  project_id    = "shop-prod"
  name          = "shop"
  node_metadata = "GCE_METADATA"
  #                ~~~~~~~~~~~~ gke-metadata-exposed: module.shop lets every pod reach the metadata server of its node and take the token of the node's service account; set the mode to GKE_METADATA and give workloads identities of their own.
}

module "nodes" {
  source  = "terraform-google-modules/kubernetes-engine/google//modules/gke-node-pool"
  cluster = "shop"
  node_config = {
    workload_metadata_config = { mode = "GCE_METADATA" }
    #                                    ~~~~~~~~~~~~ gke-metadata-exposed: module.nodes lets every pod reach the metadata server of its node and take the token of the node's service account; set the mode to GKE_METADATA and give workloads identities of their own.
  }
}

module "defaults" {
  source     = "terraform-google-modules/kubernetes-engine/google//modules/beta-public-cluster"
  project_id = "shop-prod"
  name       = "defaults"
}

module "given" {
  source        = "terraform-google-modules/kubernetes-engine/google"
  name          = "given"
  node_metadata = var.mode
}

variable "mode" {}

# Left to Workload Identity, which the module has unless it is told otherwise.
module "unspecified" {
  source        = "terraform-google-modules/kubernetes-engine/google"
  name          = "unspecified"
  node_metadata = "UNSPECIFIED"
}
