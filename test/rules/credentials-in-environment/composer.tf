resource "google_composer_environment" "etl" {
  name   = "etl"
  region = "europe-west1"

  config {
    software_config {
      env_variables = {
        LOG_LEVEL                      = "info"
        GOOGLE_APPLICATION_CREDENTIALS = "/home/airflow/gcs/data/key.json"
       #~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ credentials-in-environment: google_composer_environment.etl takes a credential file by way of GOOGLE_APPLICATION_CREDENTIALS in place of its service account, so a credential that can be copied decides who it is; remove the variable and grant the service account what it needs.
      }
    }

    node_config {
      service_account = "composer@shop-prod.iam.gserviceaccount.com"
    }
  }
}
