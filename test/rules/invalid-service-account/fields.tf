resource "google_cloud_run_v2_service" "prefix" {
  name = "prefix"
  template {
    service_account = "serviceAccount:orders@shop-prod.iam.gserviceaccount.com"
    #                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-service-account: google_cloud_run_v2_service.prefix names serviceAccount:orders@shop-prod.iam.gserviceaccount.com, which is the member of a policy; this field takes the account's e-mail address.
  }
}

resource "google_cloud_run_v2_service" "full_name" {
  name = "full-name"
  template {
    service_account = "projects/shop-prod/serviceAccounts/orders@shop-prod.iam.gserviceaccount.com"
    #                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-service-account: google_cloud_run_v2_service.full_name names projects/shop-prod/serviceAccounts/orders@shop-prod.iam.gserviceaccount.com, which is a full name; this field takes the account's e-mail address.
  }
}

resource "google_cloud_run_v2_service" "person" {
  name = "person"
  template {
    service_account = "ana@example.com"
    #                  ~~~~~~~~~~~~~~~ invalid-service-account: google_cloud_run_v2_service.person names ana@example.com, which is not the e-mail address of a service account; this field takes the account's e-mail address.
  }
}

resource "google_cloud_run_v2_service" "no_domain" {
  name = "no-domain"
  template {
    service_account = "orders"
    #                  ~~~~~~ invalid-service-account: google_cloud_run_v2_service.no_domain names orders, which is a short name; this field takes the account's e-mail address.
  }
}

resource "google_cloud_run_v2_service" "short_name" {
  name = "short-name"
  template {
    service_account = "web@shop-prod.iam.gserviceaccount.com"
    #                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-service-account: google_cloud_run_v2_service.short_name names web@shop-prod.iam.gserviceaccount.com, which has a name that is not 6 to 30 lower-case letters, digits and dashes; this field takes the account's e-mail address.
  }
}

resource "google_cloud_run_v2_service" "placeholder" {
  name = "placeholder"
  template {
    service_account = "SA_NAME@PROJECT_ID.iam.gserviceaccount.com"
    #                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-service-account: google_cloud_run_v2_service.placeholder names SA_NAME@PROJECT_ID.iam.gserviceaccount.com, which has a placeholder that was never filled in; this field takes the account's e-mail address.
  }
}

resource "google_cloud_run_v2_service" "angle_brackets" {
  name = "angle-brackets"
  template {
    service_account = "orders@<project>.iam.gserviceaccount.com"
    #                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-service-account: google_cloud_run_v2_service.angle_brackets names orders@<project>.iam.gserviceaccount.com, which has a placeholder that was never filled in; this field takes the account's e-mail address.
  }
}

resource "google_cloudbuild_trigger" "email_for_a_name" {
  name            = "deploy"
  service_account = "builder@shop-prod.iam.gserviceaccount.com"
  #                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-service-account: google_cloudbuild_trigger.email_for_a_name names builder@shop-prod.iam.gserviceaccount.com, which is an e-mail address; this field takes the full name, projects/PROJECT/serviceAccounts/EMAIL.
}

resource "google_cloud_scheduler_job" "nightly" {
  name = "nightly"
  http_target {
    uri = "https://orders-abc-ew.a.run.app/"
    oidc_token {
      service_account_email = "serviceAccount:scheduler@shop-prod.iam.gserviceaccount.com"
      #                        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-service-account: google_cloud_scheduler_job.nightly names serviceAccount:scheduler@shop-prod.iam.gserviceaccount.com, which is the member of a policy; this field takes the account's e-mail address.
    }
  }
}

resource "google_cloud_run_v2_service" "right" {
  name = "right"
  template {
    service_account = "orders@shop-prod.iam.gserviceaccount.com"
  }
}

resource "google_cloudbuild_trigger" "right" {
  name            = "deploy"
  service_account = "projects/shop-prod/serviceAccounts/builder@shop-prod.iam.gserviceaccount.com"
}

resource "google_composer_environment" "takes_both" {
  name = "analytics"
  config {
    node_config {
      service_account = "projects/shop-prod/serviceAccounts/composer@shop-prod.iam.gserviceaccount.com"
    }
  }
}

resource "google_storage_bucket_iam_member" "bad_account_id" {
  bucket = "media"
  role   = "roles/storage.objectViewer"
  member = google_service_account.bad_account_id.member
}

# The mistake is here and not where the account is named.
resource "google_service_account" "bad_account_id" {
  account_id = "web-"
  #             ~~~~ invalid-service-account: google_service_account.bad_account_id cannot be created as web-, which has a name that is not 6 to 30 lower-case letters, digits and dashes.
  project    = "shop-prod"
}

resource "google_cloudbuild_trigger" "by_unique_id" {
  name            = "deploy"
  service_account = "projects/shop-prod/serviceAccounts/103216789012345678901"
}

resource "google_cloud_run_v2_service" "template_markers" {
  name = "template-markers"
  template {
    service_account = "%RUNTIME_ACCOUNT%"
  }
}

resource "google_cloud_run_v2_service" "half_known" {
  name = "half-known"
  template {
    service_account = "${var.name}@${var.project}.iam.gserviceaccount.com"
  }
}

resource "google_cloud_run_v2_service" "domain_scoped" {
  name = "domain-scoped"
  template {
    service_account = "orders@shop.example.com.iam.gserviceaccount.com"
  }
}

# Build scripts fill it in, written with one percent sign or two.
resource "google_cloud_run_v2_service" "filled_in" {
  for_each = toset(["%%SA%%@shop-prod.iam.gserviceaccount.com", "%SA%@shop-prod.iam.gserviceaccount.com", "50%%@shop-prod.iam.gserviceaccount.com"])
  #                                                                                                        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-service-account: google_cloud_run_v2_service.filled_in names 50%%@shop-prod.iam.gserviceaccount.com, which has a name that is not 6 to 30 lower-case letters, digits and dashes; this field takes the account's e-mail address.
  name     = "api"
  location = "europe-west1"
  template {
    service_account = each.value
    containers {
      image = "api"
    }
  }
}
