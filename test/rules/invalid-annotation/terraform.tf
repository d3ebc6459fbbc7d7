# Version 1: annotations, of the service and of its revisions. Terraform makes strings of booleans.
resource "google_cloud_run_service" "orders" {
  name = "orders"

  metadata {
    annotations = {
      "run.googleapis.com/ingress"              = "internal-only"
      #                                            ~~~~~~~~~~~~~ invalid-annotation: run.googleapis.com/ingress of google_cloud_run_service.orders is internal-only, which is not all, internal or internal-and-cloud-load-balancing; the deployment is refused.
      "run.googleapis.com/invoker-iam-disabled" = false
      "run.googleapis.com/custom-audiences"     = jsonencode(["https://orders.example.com"])
    }
  }

  template {
    metadata {
      annotations = {
        "run.googleapis.com/ingress"            = "internal"
        #~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-annotation (warning): run.googleapis.com/ingress has no effect where it stands in google_cloud_run_service.orders; move it to the metadata of the resource itself.
        "run.googleapis.com/cloudsql-instances" = google_sql_database_instance.orders.connection_name
        "autoscaling.knative.dev/maxScale"      = "10"
      }
    }
    spec {
      service_account_name = "orders@shop-prod.iam.gserviceaccount.com"
    }
  }
}

# Version 2: attributes; annotations of Google's are refused.
resource "google_cloud_run_v2_service" "payments" {
  name = "payments"

  annotations = {
    "run.googleapis.com/ingress" = "internal"
    #~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-annotation: google_cloud_run_v2_service.payments has the annotation run.googleapis.com/ingress, and version 2 of the API refuses all annotations of this prefix; use the attribute that takes its place.
    "example.com/owner"          = "payments"
  }

  template {
    annotations = {
      "autoscaling.knative.dev/maxScale" = "10"
      #~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-annotation: google_cloud_run_v2_service.payments has the annotation autoscaling.knative.dev/maxScale, and version 2 of the API refuses all annotations of this prefix; use the attribute that takes its place.
    }
    service_account = "payments@shop-prod.iam.gserviceaccount.com"
  }
}

resource "google_cloud_run_v2_job" "nightly" {
  name        = "nightly"
  annotations = { "cloud.googleapis.com/location" = "europe-west1" }
  #                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-annotation: google_cloud_run_v2_job.nightly has the annotation cloud.googleapis.com/location, and version 2 of the API refuses all annotations of this prefix; use the attribute that takes its place.

  template {
    template {
      service_account = "nightly@shop-prod.iam.gserviceaccount.com"
    }
  }
}

# Labels, and values that nobody knows.
resource "google_cloud_run_service" "clean" {
  name = "clean"

  metadata {
    annotations = merge(var.annotations, {
      "run.googleapis.com/ingress" = var.ingress
    })
    labels = { "cloud.googleapis.com/location" = "europe-west1" }
  }

  template {
    spec {
      service_account_name = "clean-app@shop-prod.iam.gserviceaccount.com"
    }
  }
}
