data "google_compute_default_service_account" "default" {}

data "google_app_engine_default_service_account" "default" {}

data "google_service_account" "shared" {
  account_id = "shared-runtime"
}

data "google_project" "shop" {}

resource "google_service_account" "orders" {
  account_id = "orders"
  project    = "shop-prod"
}

resource "google_cloud_run_v2_service" "not_set" {
  name     = "orders"
  location = "europe-west1"
  template {
 #~~~~~~~~ default-service-account: google_cloud_run_v2_service.not_set runs as the Compute Engine default service account and shares its roles with every workload that names no account; give it a service account of its own.
    containers {
      image = "orders"
    }
  }
}

resource "google_cloud_run_service" "not_set_v1" {
  name     = "orders"
  location = "europe-west1"
  template {
    spec {
   #~~~~ default-service-account: google_cloud_run_service.not_set_v1 runs as the Compute Engine default service account and shares its roles with every workload that names no account; give it a service account of its own.
      containers {
        image = "orders"
      }
    }
  }
}

resource "google_cloud_run_v2_job" "not_set_job" {
  name     = "report"
  location = "europe-west1"
  template {
    template {
   #~~~~~~~~ default-service-account: google_cloud_run_v2_job.not_set_job runs as the Compute Engine default service account and shares its roles with every workload that names no account; give it a service account of its own.
      containers {
        image = "report"
      }
    }
  }
}

resource "google_cloud_run_v2_worker_pool" "not_set_pool" {
  name     = "indexer"
  location = "europe-west1"
  template {
 #~~~~~~~~ default-service-account: google_cloud_run_v2_worker_pool.not_set_pool runs as the Compute Engine default service account and shares its roles with every workload that names no account; give it a service account of its own.
    containers {
      image = "indexer"
    }
  }
}

resource "google_cloud_run_v2_service" "written" {
  name     = "written"
  location = "europe-west1"
  template {
    service_account = "123456789012-compute@developer.gserviceaccount.com"
    #                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ default-service-account: google_cloud_run_v2_service.written runs as the Compute Engine default service account (123456789012-compute@developer.gserviceaccount.com) and shares its roles with every workload that names no account; give it a service account of its own.
  }
}

resource "google_cloud_run_v2_service" "by_data" {
  name     = "by-data"
  location = "europe-west1"
  template {
    service_account = data.google_compute_default_service_account.default.email
    #                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ default-service-account: google_cloud_run_v2_service.by_data runs as the Compute Engine default service account (data.google_compute_default_service_account.default) and shares its roles with every workload that names no account; give it a service account of its own.
  }
}

resource "google_cloud_run_v2_service" "by_template" {
  name     = "by-template"
  location = "europe-west1"
  template {
    service_account = "${data.google_project.shop.number}-compute@developer.gserviceaccount.com"
    #                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ default-service-account: google_cloud_run_v2_service.by_template runs as the Compute Engine default service account and shares its roles with every workload that names no account; give it a service account of its own.
  }
}

resource "google_cloud_run_v2_service" "app_engine" {
  name     = "app-engine"
  location = "europe-west1"
  template {
    service_account = data.google_app_engine_default_service_account.default.email
    #                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ default-service-account: google_cloud_run_v2_service.app_engine runs as the App Engine default service account (data.google_app_engine_default_service_account.default) and shares its roles with every workload that names no account; give it a service account of its own.
  }
}

resource "google_cloud_run_v2_service" "own" {
  name     = "own"
  location = "europe-west1"
  template {
    service_account = google_service_account.orders.email
  }
}

resource "google_cloud_run_v2_service" "looked_up" {
  name     = "looked-up"
  location = "europe-west1"
  template {
    service_account = data.google_service_account.shared.email
  }
}

resource "google_cloud_run_v2_service" "of_a_module" {
  name     = "of-a-module"
  location = "europe-west1"
  template {
    service_account = module.accounts.email
  }
}

# The template may come from somewhere else.
resource "google_cloud_run_v2_service" "generated" {
  name     = "generated"
  location = "europe-west1"
  dynamic "template" {
    for_each = var.templates
    content {
      service_account = template.value.account
    }
  }
}

resource "google_cloud_run_v2_service" "half_generated" {
  name     = "half-generated"
  location = "europe-west1"
  dynamic "template" {
    for_each = [1]
    content {
   #~~~~~~~ default-service-account: google_cloud_run_v2_service.half_generated runs as the Compute Engine default service account and shares its roles with every workload that names no account; give it a service account of its own.
      containers {
        image = "orders"
      }
    }
  }
}
