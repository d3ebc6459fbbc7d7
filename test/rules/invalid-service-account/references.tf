resource "google_service_account" "orders" {
  account_id = "orders"
}

data "google_service_account" "shared" {
  account_id = "shared-runtime"
}

resource "google_service_account_iam_member" "email_for_a_name" {
  service_account_id = google_service_account.orders.email
  #                    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-service-account: google_service_account_iam_member.email_for_a_name names google_service_account.orders.email, which is an e-mail address; this field takes the full name, projects/PROJECT/serviceAccounts/EMAIL, so use google_service_account.orders.name.
  role               = "roles/iam.serviceAccountUser"
  member             = "group:deployers@example.com"
}

resource "google_service_account_iam_member" "name_of_data" {
  service_account_id = data.google_service_account.shared.name
  role               = "roles/iam.serviceAccountUser"
  member             = "group:deployers@example.com"
}

resource "google_service_account_iam_member" "id" {
  service_account_id = google_service_account.orders.id
  role               = "roles/iam.serviceAccountUser"
  member             = "group:deployers@example.com"
}

resource "google_storage_bucket_iam_member" "email_for_a_member" {
  bucket = "media"
  role   = "roles/storage.objectViewer"
  member = google_service_account.orders.email
  #        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-service-account: The grant on bucket "media" names google_service_account.orders.email, which is an e-mail address; a member is serviceAccount:EMAIL, so use google_service_account.orders.member.
}

resource "google_storage_bucket_iam_binding" "one_of_several" {
  bucket  = "media"
  role    = "roles/storage.objectViewer"
  members = [google_service_account.orders.member, google_service_account.orders.name]
  #                                                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-service-account: The grant on bucket "media" names google_service_account.orders.name, which is a full name; a member is serviceAccount:EMAIL, so use google_service_account.orders.member.
}

resource "google_storage_bucket_iam_member" "prefix_before_a_member" {
  bucket = "media"
  role   = "roles/storage.objectViewer"
  member = "serviceAccount:${google_service_account.orders.member}"
  #        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-service-account: The grant on bucket "media" names serviceAccount:${google_service_account.orders.member}, which is put together from the wrong attribute; a member is serviceAccount:EMAIL, so use google_service_account.orders.email.
}

resource "google_storage_bucket_iam_member" "prefix_before_a_name" {
  bucket = "media"
  role   = "roles/storage.objectViewer"
  member = "serviceAccount:${google_service_account.orders.name}"
  #        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-service-account: The grant on bucket "media" names serviceAccount:${google_service_account.orders.name}, which is put together from the wrong attribute; a member is serviceAccount:EMAIL, so use google_service_account.orders.email.
}

resource "google_cloud_run_v2_service" "member_for_an_email" {
  name = "orders"
  template {
    service_account = google_service_account.orders.member
    #                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-service-account: google_cloud_run_v2_service.member_for_an_email names google_service_account.orders.member, which is the member of a policy; this field takes the account's e-mail address, so use google_service_account.orders.email.
  }
}

resource "google_cloud_run_v2_service" "name_for_an_email" {
  name = "orders"
  template {
    service_account = "${google_service_account.orders.name}"
    #                    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-service-account: google_cloud_run_v2_service.name_for_an_email names google_service_account.orders.name, which is a full name; this field takes the account's e-mail address, so use google_service_account.orders.email.
  }
}

resource "google_cloudbuild_trigger" "email_for_a_name" {
  name            = "deploy"
  service_account = google_service_account.orders.email
  #                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-service-account: google_cloudbuild_trigger.email_for_a_name names google_service_account.orders.email, which is an e-mail address; this field takes the full name, projects/PROJECT/serviceAccounts/EMAIL, so use google_service_account.orders.name.
}

resource "google_cloud_run_v2_service" "right" {
  name = "orders"
  template {
    service_account = google_service_account.orders.email
  }
}

resource "google_storage_bucket_iam_member" "right" {
  bucket = "media"
  role   = "roles/storage.objectViewer"
  member = "serviceAccount:${google_service_account.orders.email}"
}

resource "google_cloudbuild_trigger" "right" {
  name            = "deploy"
  service_account = "projects/-/serviceAccounts/${google_service_account.orders.email}"
}

# leastwise: ignore[service-account-key] the form is what counts here
resource "google_service_account_key" "any_form" {
  service_account_id = google_service_account.orders.email
}

resource "google_service_account_key" "short_form" {
  service_account_id = google_service_account.orders.account_id
}
