resource "google_service_account" "orders" {
  account_id = "orders"
  project    = "shop-prod"
}

resource "google_service_account_iam_member" "email_for_a_name" {
  service_account_id = google_service_account.orders.email
  #                    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-service-account: google_service_account_iam_member.email_for_a_name names orders@shop-prod.iam.gserviceaccount.com, which is an e-mail address; this field takes the full name, projects/PROJECT/serviceAccounts/EMAIL, so use google_service_account.orders.name.
  role               = "roles/iam.serviceAccountUser"
  member             = google_service_account.orders.email
  #                    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-service-account: The grant on service account "orders@shop-prod.iam.gserviceaccount.com" names orders@shop-prod.iam.gserviceaccount.com, which is an e-mail address; a member is serviceAccount:EMAIL, so use google_service_account.orders.member.
}

resource "google_service_account_iam_member" "right" {
  service_account_id = google_service_account.orders.name
  role               = "roles/iam.serviceAccountUser"
  member             = google_service_account.orders.member
}
