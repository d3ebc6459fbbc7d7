resource "google_cloudfunctions_function" "open" {
  name                  = "open"
  service_account_email = "order-hooks@shop-prod.iam.gserviceaccount.com"
  build_service_account = "projects/shop-prod/serviceAccounts/builder@shop-prod.iam.gserviceaccount.com"
}

resource "google_cloudfunctions_function" "internal" {
  name                  = "internal"
  ingress_settings      = "ALLOW_INTERNAL_ONLY"
  service_account_email = "order-hooks@shop-prod.iam.gserviceaccount.com"
  build_service_account = "projects/shop-prod/serviceAccounts/builder@shop-prod.iam.gserviceaccount.com"
}

resource "google_cloudfunctions_function_iam_member" "open" {
  cloud_function = google_cloudfunctions_function.open.name
  role           = "roles/cloudfunctions.invoker"
  member         = "allUsers"
  #                 ~~~~~~~~ public-invoker: allUsers may invoke function "open": every request from the internet gets in without signing in; grant roles/cloudfunctions.invoker to the callers, unless it is meant to be public.
}

resource "google_cloudfunctions_function_iam_member" "internal" {
  cloud_function = google_cloudfunctions_function.internal.name
  role           = "roles/cloudfunctions.invoker"
  member         = "allUsers"
  #                 ~~~~~~~~ public-invoker (information): allUsers may invoke function "internal": every request that its ingress lets through gets in without signing in; grant roles/cloudfunctions.invoker to the callers, unless it is meant to be public.
}

resource "google_cloudfunctions_function_iam_member" "callers" {
  cloud_function = google_cloudfunctions_function.open.name
  role           = "roles/cloudfunctions.invoker"
  member         = "serviceAccount:web-frontend@shop-prod.iam.gserviceaccount.com"
}

# More than invoking is public-member's.
resource "google_cloudfunctions_function_iam_member" "admin" {
  cloud_function = google_cloudfunctions_function.open.name
  role           = "roles/cloudfunctions.admin"
  member         = "allUsers"
}
