resource "google_container_node_pool" "exposed" {
  name    = "exposed"
  cluster = "shop"

  node_config {
    service_account = "web-nodes@shop-prod.iam.gserviceaccount.com"

    workload_metadata_config {
      mode = "GCE_METADATA"
      #       ~~~~~~~~~~~~ gke-metadata-exposed: google_container_node_pool.exposed lets every pod reach the metadata server of its node and take the token of the node's service account; set the mode to GKE_METADATA and give workloads identities of their own.
    }
  }
}

resource "google_container_node_pool" "old_name" {
  name    = "old-name"
  cluster = "shop"

  node_config {
    service_account = "web-nodes@shop-prod.iam.gserviceaccount.com"

    workload_metadata_config {
      node_metadata = "EXPOSE"
      #                ~~~~~~ gke-metadata-exposed: google_container_node_pool.old_name lets every pod reach the metadata server of its node and take the token of the node's service account; set the mode to GKE_METADATA and give workloads identities of their own.
    }
  }
}

resource "google_container_cluster" "own_pools" {
  name = "own-pools"

  node_pool {
    name = "first"

    node_config {
      service_account = "web-nodes@shop-prod.iam.gserviceaccount.com"

      workload_metadata_config {
        mode = "GKE_METADATA"
      }
    }
  }

  node_pool {
    name = "second"

    node_config {
      service_account = "web-nodes@shop-prod.iam.gserviceaccount.com"

      workload_metadata_config {
        mode = local.mode
      }
    }
  }
}

locals {
  mode = "GCE_METADATA"
  #       ~~~~~~~~~~~~ gke-metadata-exposed: google_container_cluster.own_pools lets every pod reach the metadata server of its node and take the token of the node's service account; set the mode to GKE_METADATA and give workloads identities of their own.
}

# A pool that is removed at once has no nodes.
resource "google_container_cluster" "removed_pool" {
  name                     = "removed-pool"
  remove_default_node_pool = true

  node_config {
    workload_metadata_config {
      mode = "GCE_METADATA"
    }
  }
}

resource "google_container_cluster" "autopilot" {
  name             = "autopilot"
  enable_autopilot = true
}

# Without the block the pool follows its cluster.
resource "google_container_node_pool" "follows" {
  name    = "follows"
  cluster = "shop"

  node_config {
    service_account = "web-nodes@shop-prod.iam.gserviceaccount.com"
  }
}

resource "google_container_node_pool" "old_name_of_the_right" {
  name    = "old-name"
  cluster = "shop"

  node_config {
    service_account = "web-nodes@shop-prod.iam.gserviceaccount.com"

    workload_metadata_config {
      node_metadata = "GKE_METADATA_SERVER"
    }
  }
}

resource "google_container_node_pool" "given" {
  name    = "given"
  cluster = "shop"

  node_config {
    service_account = "web-nodes@shop-prod.iam.gserviceaccount.com"

    workload_metadata_config {
      mode = var.mode
    }
  }
}

variable "mode" {}
