resource "google_cloudfunctions2_function" "resize" {
  name     = "resize"
  location = "europe-west1"
  build_config {
 #~~~~~~~~~~~~ default-service-account: google_cloudfunctions2_function.resize's build runs as the project's default build account and shares its roles with every build that names no account; give it a service account of its own.
    runtime = "nodejs22"
  }
  service_config {
 #~~~~~~~~~~~~~~ default-service-account: google_cloudfunctions2_function.resize runs as the Compute Engine default service account and shares its roles with every workload that names no account; give it a service account of its own.
    available_memory = "256M"
  }
}

resource "google_cloudfunctions2_function" "own" {
  name     = "own"
  location = "europe-west1"
  build_config {
    runtime         = "nodejs22"
    service_account = google_service_account.builder.name
  }
  service_config {
    service_account_email = google_service_account.resize.email
  }
}

resource "google_cloudfunctions_function" "first_generation" {
#         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ default-service-account: google_cloudfunctions_function.first_generation runs as the App Engine default service account and shares its roles with every workload that names no account; give it a service account of its own.
  name                  = "resize"
  runtime               = "nodejs22"
  build_service_account = google_service_account.builder.name
}

resource "google_cloudbuild_trigger" "not_set" {
#         ~~~~~~~~~~~~~~~~~~~~~~~~~ default-service-account: google_cloudbuild_trigger.not_set runs as the project's default build account and shares its roles with every build that names no account; give it a service account of its own.
  name = "deploy"
}

resource "google_cloudbuild_trigger" "legacy" {
  name            = "deploy"
  service_account = "projects/shop-prod/serviceAccounts/123456789012@cloudbuild.gserviceaccount.com"
  #                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ default-service-account: google_cloudbuild_trigger.legacy runs as the legacy Cloud Build service account (123456789012@cloudbuild.gserviceaccount.com) and shares its roles with every build that names no account; give it a service account of its own.
}

resource "google_cloudbuild_trigger" "own" {
  name            = "deploy"
  service_account = google_service_account.builder.id
}

resource "google_workflows_workflow" "not_set" {
#         ~~~~~~~~~~~~~~~~~~~~~~~~~ default-service-account: google_workflows_workflow.not_set runs as the Compute Engine default service account and shares its roles with every workload that names no account; give it a service account of its own.
  name = "nightly"
}

resource "google_workflows_workflow" "own" {
  name            = "nightly"
  service_account = google_service_account.resize.id
}

resource "google_service_account" "resize" {
  account_id = "resize"
}

resource "google_service_account" "builder" {
  account_id = "builder"
}

resource "google_clouddeploy_target" "silent_about_execution" {
#         ~~~~~~~~~~~~~~~~~~~~~~~~~ default-service-account: google_clouddeploy_target.silent_about_execution runs as the Compute Engine default service account and shares its roles with every workload that names no account; give it a service account of its own.
  name     = "prod"
  location = "europe-west1"

  run {
    location = "projects/shop-prod/locations/europe-west1"
  }
}

# Its releases go to the targets of which it is made.
resource "google_clouddeploy_target" "several" {
  name     = "everywhere"
  location = "europe-west1"

  multi_target {
    target_ids = ["prod-eu", "prod-us"]
  }
}

# Composer 3 refuses to make an environment without an account, and what is not written here may be Composer 3.
resource "google_composer_environment" "second" {
  name = "etl"
  config {
    software_config {
      image_version = "composer-2.9.7-airflow-2.9.3"
    }
    node_config {
   #~~~~~~~~~~~ default-service-account: google_composer_environment.second runs as the Compute Engine default service account and shares its roles with every workload that names no account; give it a service account of its own.
      network = "etl"
    }
  }
}

resource "google_composer_environment" "third" {
  name = "etl"
  config {
    software_config {
      image_version = "composer-3-airflow-2.10.5"
    }
  }
}

resource "google_composer_environment" "latest" {
  name = "etl"
}
