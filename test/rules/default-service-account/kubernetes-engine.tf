resource "google_container_cluster" "default_pool" {
#         ~~~~~~~~~~~~~~~~~~~~~~~~ default-service-account: google_container_cluster.default_pool's node pool runs as the Compute Engine default service account and shares its roles with every workload that names no account; give it a service account of its own.
  name               = "shop"
  initial_node_count = 3
}

resource "google_container_cluster" "node_config" {
  name               = "shop"
  initial_node_count = 3
  node_config {
 #~~~~~~~~~~~ default-service-account: google_container_cluster.node_config's node pool runs as the Compute Engine default service account and shares its roles with every workload that names no account; give it a service account of its own.
    machine_type = "e2-standard-4"
  }
}

resource "google_container_cluster" "default_pool_removed" {
  name                     = "shop"
  initial_node_count       = 1
  remove_default_node_pool = true
}

resource "google_container_cluster" "autopilot" {
  name             = "shop"
  enable_autopilot = true
}

resource "google_container_cluster" "perhaps_autopilot" {
  name             = "shop"
  enable_autopilot = var.autopilot
}

resource "google_container_cluster" "own" {
  name               = "shop"
  initial_node_count = 3
  node_config {
    service_account = google_service_account.nodes.email
  }
}

resource "google_container_cluster" "inline_pools" {
  name = "shop"
  node_pool {
    name = "general"
    node_config {
   #~~~~~~~~~~~ default-service-account: google_container_cluster.inline_pools's node pool runs as the Compute Engine default service account and shares its roles with every workload that names no account; give it a service account of its own.
      machine_type = "e2-standard-4"
    }
  }
  node_pool {
    name = "own"
    node_config {
      service_account = google_service_account.nodes.email
    }
  }
}

resource "google_container_cluster" "auto_provisioning" {
  name                     = "shop"
  remove_default_node_pool = true
  cluster_autoscaling {
    enabled = true
    auto_provisioning_defaults {
   #~~~~~~~~~~~~~~~~~~~~~~~~~~ default-service-account: google_container_cluster.auto_provisioning's auto-provisioned node pool runs as the Compute Engine default service account and shares its roles with every workload that names no account; give it a service account of its own.
      oauth_scopes = ["https://www.googleapis.com/auth/cloud-platform"]
    }
  }
}

resource "google_container_node_pool" "without_node_config" {
#         ~~~~~~~~~~~~~~~~~~~~~~~~~~ default-service-account: google_container_node_pool.without_node_config runs as the Compute Engine default service account and shares its roles with every workload that names no account; give it a service account of its own.
  cluster = "shop"
}

resource "google_container_node_pool" "written" {
  cluster = "shop"
  node_config {
    service_account = "123456789012-compute@developer.gserviceaccount.com"
    #                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ default-service-account: google_container_node_pool.written runs as the Compute Engine default service account (123456789012-compute@developer.gserviceaccount.com) and shares its roles with every workload that names no account; give it a service account of its own.
  }
}

resource "google_container_node_pool" "own" {
  cluster = "shop"
  node_config {
    service_account = google_service_account.nodes.email
  }
}

resource "google_service_account" "nodes" {
  account_id = "gke-nodes"
}
