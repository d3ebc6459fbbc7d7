# A custom role is what its permissions are: this one lets requests through and does nothing else.
resource "google_project_iam_custom_role" "caller" {
  role_id     = "caller"
  title       = "Caller"
  permissions = ["run.routes.invoke"]
}

resource "google_cloud_run_v2_service_iam_member" "orders" {
  name     = "orders"
  location = "europe-west1"
  role     = google_project_iam_custom_role.caller.id
  member   = "allUsers"
  #           ~~~~~~~~ public-invoker: allUsers may invoke Cloud Run service "orders": every request that reaches it gets in without signing in; grant google_project_iam_custom_role.caller to the callers, unless it is meant to be public.
}

# public-member's: who holds it may do more.
resource "google_project_iam_custom_role" "operator" {
  role_id     = "operator"
  title       = "Operator"
  permissions = ["run.routes.invoke", "run.services.update"]
}

resource "google_cloud_run_v2_service_iam_member" "web" {
  name     = "web"
  location = "europe-west1"
  role     = google_project_iam_custom_role.operator.id
  member   = "allUsers"
}
