# A cluster on Kubernetes has no machines of its own.
resource "google_dataproc_cluster" "virtual" {
  name = "analytics"
  virtual_cluster_config {
    kubernetes_cluster_config {}
  }
}

resource "google_dataproc_cluster" "machines" {
  name = "analytics"
  cluster_config {
    gce_cluster_config {
   #~~~~~~~~~~~~~~~~~~ default-service-account: google_dataproc_cluster.machines runs as the Compute Engine default service account and shares its roles with every workload that names no account; give it a service account of its own.
      zone = "europe-west1-b"
    }
  }
}

# A pipeline launches one of two kinds of template.
resource "google_data_pipeline_pipeline" "flex" {
  name                            = "nightly"
  scheduler_service_account_email = "scheduler@shop-prod.iam.gserviceaccount.com"
  workload {
    dataflow_flex_template_request {
      launch_parameter {
        environment {
          service_account_email = "pipeline@shop-prod.iam.gserviceaccount.com"
        }
      }
    }
  }
}

# A repository runs nothing.
resource "google_sourcerepo_repository" "configs" {
  name = "configs"
}
