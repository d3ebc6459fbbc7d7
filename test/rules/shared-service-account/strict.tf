resource "google_service_account" "apps" {
  account_id = "shop-apps"
}

resource "google_cloud_run_v2_service" "orders" {
  name = "orders"

  template {
    service_account = google_service_account.apps.email
  }
}

resource "google_cloud_run_v2_service" "payments" {
  name = "payments"

  template {
    service_account = google_service_account.apps.email
  }
}

resource "google_compute_instance" "importer" {
  name = "importer"

  service_account {
    email  = google_service_account.apps.email
    #        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ shared-service-account: google_service_account.apps runs google_cloud_run_v2_service.orders, google_cloud_run_v2_service.payments and google_compute_instance.importer, so each of them has the roles of all; give each workload a service account of its own.
    scopes = ["cloud-platform"]
  }
}

# One service in three regions is one workload.
resource "google_service_account" "front" {
  account_id = "shop-front"
}

resource "google_cloud_run_v2_service" "front_eu" {
  name     = "front"
  location = "europe-west1"

  template {
    service_account = google_service_account.front.email
  }
}

resource "google_cloud_run_v2_service" "front_us" {
  name     = "front"
  location = "us-central1"

  template {
    service_account = google_service_account.front.email
  }
}

resource "google_cloud_run_v2_service" "front_asia" {
  name     = "front"
  location = "asia-east1"

  template {
    service_account = google_service_account.front.email
  }
}

# So are all nodes.
resource "google_service_account" "nodes" {
  account_id = "shop-nodes"
}

resource "google_container_node_pool" "pools" {
  for_each = toset(["front", "back", "batch"])
  name     = each.key
  cluster  = "shop"

  node_config {
    service_account = google_service_account.nodes.email
  }
}

# An account each.
resource "google_service_account" "each" {
  for_each   = toset(["mailer", "images", "search"])
  account_id = "shop-${each.key}"
}

resource "google_cloud_run_v2_service" "each" {
  for_each = toset(["mailer", "images", "search"])
  name     = each.key

  template {
    service_account = google_service_account.each[each.key].email
  }
}
