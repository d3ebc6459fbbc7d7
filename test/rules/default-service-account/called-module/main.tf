module "orders" {
  source  = "./service"
  account = google_service_account.orders.email
}

resource "google_service_account" "orders" {
  account_id = "orders"
}
