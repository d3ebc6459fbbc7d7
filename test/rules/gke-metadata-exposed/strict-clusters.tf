resource "google_container_cluster" "without" {
#         ~~~~~~~~~~~~~~~~~~~~~~~~ gke-metadata-exposed (information): google_container_cluster.without has no workload_identity_config, so its pods act as the service account of their node; set its workload pool, and give workloads identities of their own.
  name                     = "without"
  remove_default_node_pool = true
}

resource "google_container_cluster" "with" {
  name                     = "with"
  remove_default_node_pool = true

  workload_identity_config {
    workload_pool = "shop-prod.svc.id.goog"
  }
}

resource "google_container_cluster" "with_old_name" {
  name                     = "with-old-name"
  remove_default_node_pool = true

  workload_identity_config {
    identity_namespace = "shop-prod.svc.id.goog"
  }
}

resource "google_container_cluster" "autopilot" {
  name             = "autopilot"
  enable_autopilot = true
}

resource "google_container_cluster" "maybe_autopilot" {
  name             = "maybe-autopilot"
  enable_autopilot = var.autopilot
}

resource "google_container_cluster" "maybe" {
  name                     = "maybe"
  remove_default_node_pool = true

  dynamic "workload_identity_config" {
    for_each = var.pools
    content {
      workload_pool = workload_identity_config.value
    }
  }
}

variable "autopilot" {}

variable "pools" {}
