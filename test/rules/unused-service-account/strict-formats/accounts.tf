resource "google_service_account" "orders" {
  account_id = "orders-api"
}

resource "google_service_account" "payments" {
  account_id = "payments-api"
}

resource "google_service_account" "reports" {
  account_id = "reports"
}

resource "google_service_account" "idle" {
#                                  ~~~~ unused-service-account: google_service_account.idle is declared and used nowhere: nothing runs as it and nothing is granted to it, so nobody would notice its misuse; remove it.
  account_id = "idle-one"
}
