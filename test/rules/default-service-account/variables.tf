variable "unset" {
  type    = string
  default = null
}

variable "given" {
  type = string
}

variable "named" {
  default = "orders@shop-prod.iam.gserviceaccount.com"
}

variable "fallback" {
  default = "123456789012-compute@developer.gserviceaccount.com"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ default-service-account: google_cloud_run_v2_service.fallback runs as the Compute Engine default service account (123456789012-compute@developer.gserviceaccount.com) and shares its roles with every workload that names no account; give it a service account of its own.
}

locals {
  account = var.unset != null ? var.unset : "123456789012-compute@developer.gserviceaccount.com"
  #                                          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ default-service-account: google_cloud_run_v2_service.by_local runs as the Compute Engine default service account (123456789012-compute@developer.gserviceaccount.com) and shares its roles with every workload that names no account; give it a service account of its own.
}

resource "google_cloud_run_v2_service" "unset" {
  name = "unset"
  template {
    service_account = var.unset
    #                 ~~~~~~~~~ default-service-account: google_cloud_run_v2_service.unset runs as the Compute Engine default service account and shares its roles with every workload that names no account; give it a service account of its own.
  }
}

resource "google_cloud_run_v2_service" "given" {
  name = "given"
  template {
    service_account = var.given
  }
}

resource "google_cloud_run_v2_service" "named" {
  name = "named"
  template {
    service_account = var.named
  }
}

# One literal, two users, one finding.
resource "google_cloud_run_v2_service" "fallback" {
  name = "fallback"
  template {
    service_account = var.fallback
  }
}

resource "google_cloud_run_v2_job" "fallback" {
  name = "fallback"
  template {
    template {
      service_account = var.fallback
    }
  }
}

resource "google_cloud_run_v2_service" "by_local" {
  name = "by-local"
  template {
    service_account = local.account
  }
}

# Half-typed.
resource "google_cloud_run_v2_service" "empty" {
  name = "empty"
  template {
    service_account = ""
  }
}
