resource "google_cloud_run_v2_service_iam_member" "members" {
  for_each = toset(["allUsers", "serviceAccount:web-frontend@shop-prod.iam.gserviceaccount.com"])
  #                  ~~~~~~~~ public-invoker: allUsers may invoke Cloud Run service "orders": every request that reaches it gets in without signing in; grant roles/run.invoker to the callers, unless it is meant to be public.
  name     = "orders"
  role     = "roles/run.invoker"
  member   = each.value
}

resource "google_cloud_run_v2_service_iam_member" "members_of_a_map" {
  for_each = {
    web  = { member = "allUsers" }
    #                  ~~~~~~~~ public-invoker: allUsers may invoke Cloud Run service "web": every request that reaches it gets in without signing in; grant roles/run.invoker to the callers, unless it is meant to be public.
    jobs = { member = "serviceAccount:scheduler@shop-prod.iam.gserviceaccount.com" }
  }
  name   = each.key
  role   = "roles/run.invoker"
  member = each.value.member
}
