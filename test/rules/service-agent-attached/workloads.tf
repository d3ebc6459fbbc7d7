data "google_project" "shop" {}

data "google_storage_project_service_account" "gcs" {}

resource "google_project_service_identity" "run" {
  service = "run.googleapis.com"
}

resource "google_service_account" "worker" {
  account_id = "image-worker"
}

resource "google_compute_instance" "written" {
  name = "worker"
  service_account {
    email  = "service-123456789012@compute-system.iam.gserviceaccount.com"
    #         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ service-agent-attached: google_compute_instance.written cannot run as service-123456789012@compute-system.iam.gserviceaccount.com: it is a Google service agent, which only Google's own services use; attach a user-managed service account.
    scopes = ["cloud-platform"]
  }
}

resource "google_cloud_run_v2_service" "half_known" {
  name = "worker"
  template {
    service_account = "service-${data.google_project.shop.number}@serverless-robot-prod.iam.gserviceaccount.com"
    #                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ service-agent-attached: google_cloud_run_v2_service.half_known cannot run as service-${data.google_project.shop.number}@serverless-robot-prod.iam.gserviceaccount.com: it is a Google service agent, which only Google's own services use; attach a user-managed service account.
  }
}

resource "google_cloud_run_v2_service" "google_apis" {
  name = "worker"
  template {
    service_account = "123456789012@cloudservices.gserviceaccount.com"
    #                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ service-agent-attached: google_cloud_run_v2_service.google_apis cannot run as 123456789012@cloudservices.gserviceaccount.com: it is the Google APIs Service Agent, which only Google's own services use; attach a user-managed service account.
  }
}

resource "google_cloud_run_v2_service" "by_data" {
  name = "worker"
  template {
    service_account = data.google_storage_project_service_account.gcs.email_address
    #                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ service-agent-attached: google_cloud_run_v2_service.by_data cannot run as data.google_storage_project_service_account.gcs: it is a Google service agent, which only Google's own services use; attach a user-managed service account.
  }
}

resource "google_cloud_run_v2_service" "by_identity" {
  name = "worker"
  template {
    service_account = google_project_service_identity.run.email
    #                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ service-agent-attached: google_cloud_run_v2_service.by_identity cannot run as google_project_service_identity.run: it is a Google service agent, which only Google's own services use; attach a user-managed service account.
  }
}

resource "google_cloud_run_v2_service" "cloud_build" {
  name = "worker"
  template {
    service_account = "123456789012@cloudbuild.gserviceaccount.com"
    #                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ service-agent-attached: google_cloud_run_v2_service.cloud_build cannot run as 123456789012@cloudbuild.gserviceaccount.com: it is the legacy Cloud Build service account, which only Google's own services use; attach a user-managed service account.
  }
}

resource "google_cloud_run_v2_service" "own" {
  name = "worker"
  template {
    service_account = google_service_account.worker.email
  }
}

# A project may be called like an agent's.
resource "google_cloud_run_v2_service" "named_alike" {
  name = "worker"
  template {
    service_account = "compute-system@shop-prod.iam.gserviceaccount.com"
  }
}

resource "google_cloud_run_v2_service" "unknown" {
  name = "worker"
  template {
    service_account = "${var.name}@${var.project}.iam.gserviceaccount.com"
  }
}

# Granting to an agent is another thing.
resource "google_kms_crypto_key_iam_member" "grant" {
  crypto_key_id = "projects/shop-prod/locations/global/keyRings/a/cryptoKeys/b"
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = google_project_service_identity.run.member
}
