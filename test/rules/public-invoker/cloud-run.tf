resource "google_cloud_run_v2_service" "open" {
  name = "open"
  template {
    service_account = "orders@shop-prod.iam.gserviceaccount.com"
  }
}

resource "google_cloud_run_v2_service" "internal" {
  name    = "internal"
  ingress = "INGRESS_TRAFFIC_INTERNAL_ONLY"
  template {
    service_account = "orders@shop-prod.iam.gserviceaccount.com"
  }
}

resource "google_cloud_run_v2_service" "behind_iap" {
  name        = "behind-iap"
  iap_enabled = true
  template {
    service_account = "orders@shop-prod.iam.gserviceaccount.com"
  }
}

resource "google_cloud_run_v2_service" "unchecked" {
  name                 = "unchecked"
  invoker_iam_disabled = true
  #                      ~~~~ public-invoker: google_cloud_run_v2_service.unchecked does not ask IAM who invokes it: every request from the internet gets in without signing in; leave the invoker check on and grant roles/run.invoker to the callers, unless it is meant to be public.
  template {
    service_account = "orders@shop-prod.iam.gserviceaccount.com"
  }
}

resource "google_cloud_run_v2_service" "unchecked_behind_a_load_balancer" {
  name                 = "unchecked-lb"
  ingress              = "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"
  invoker_iam_disabled = true
  #                      ~~~~ public-invoker (information): google_cloud_run_v2_service.unchecked_behind_a_load_balancer does not ask IAM who invokes it: every request that its ingress lets through gets in without signing in; leave the invoker check on and grant roles/run.invoker to the callers, unless it is meant to be public.
  template {
    service_account = "orders@shop-prod.iam.gserviceaccount.com"
  }
}

resource "google_cloud_run_v2_service" "unchecked_behind_iap" {
  name                 = "unchecked-iap"
  iap_enabled          = true
  invoker_iam_disabled = true
  template {
    service_account = "orders@shop-prod.iam.gserviceaccount.com"
  }
}

resource "google_cloud_run_v2_service" "checked" {
  name                 = "checked"
  invoker_iam_disabled = false
  template {
    service_account = "orders@shop-prod.iam.gserviceaccount.com"
  }
}

resource "google_cloud_run_service" "v1" {
  name = "v1"
  metadata {
    annotations = {
      "run.googleapis.com/ingress" = "internal-and-cloud-load-balancing"
    }
  }
  template {
    spec {
      service_account_name = "orders@shop-prod.iam.gserviceaccount.com"
    }
  }
}

resource "google_cloud_run_v2_service_iam_member" "open" {
  name   = google_cloud_run_v2_service.open.name
  role   = "roles/run.invoker"
  member = "allUsers"
  #         ~~~~~~~~ public-invoker: allUsers may invoke Cloud Run service "open": every request from the internet gets in without signing in; grant roles/run.invoker to the callers, unless it is meant to be public.
}

resource "google_cloud_run_v2_service_iam_binding" "open" {
  name    = google_cloud_run_v2_service.open.name
  role    = "roles/run.invoker"
  members = ["serviceAccount:web-frontend@shop-prod.iam.gserviceaccount.com", "allAuthenticatedUsers"]
  #                                                                            ~~~~~~~~~~~~~~~~~~~~~ public-invoker: allAuthenticatedUsers may invoke Cloud Run service "open": every request from the internet gets in with any Google account; grant roles/run.invoker to the callers, unless it is meant to be public.
}

resource "google_cloud_run_v2_service_iam_member" "internal" {
  name   = google_cloud_run_v2_service.internal.name
  role   = "roles/run.invoker"
  member = "allUsers"
  #         ~~~~~~~~ public-invoker (information): allUsers may invoke Cloud Run service "internal": every request that its ingress lets through gets in without signing in; grant roles/run.invoker to the callers, unless it is meant to be public.
}

resource "google_cloud_run_v2_service_iam_member" "internal_by_name" {
  name   = "internal"
  role   = "roles/run.invoker"
  member = "allUsers"
  #         ~~~~~~~~ public-invoker (information): allUsers may invoke Cloud Run service "internal": every request that its ingress lets through gets in without signing in; grant roles/run.invoker to the callers, unless it is meant to be public.
}

resource "google_cloud_run_service_iam_member" "v1" {
  service = google_cloud_run_service.v1.name
  role    = "roles/run.invoker"
  member  = "allUsers"
  #          ~~~~~~~~ public-invoker (information): allUsers may invoke Cloud Run service "v1": every request that its ingress lets through gets in without signing in; grant roles/run.invoker to the callers, unless it is meant to be public.
}

# The families of both versions grant on the same service.
resource "google_cloud_run_service_iam_member" "v1_on_v2" {
  service = google_cloud_run_v2_service.internal.name
  role    = "roles/run.invoker"
  member  = "allUsers"
  #          ~~~~~~~~ public-invoker (information): allUsers may invoke Cloud Run service "internal": every request that its ingress lets through gets in without signing in; grant roles/run.invoker to the callers, unless it is meant to be public.
}

resource "google_cloud_run_v2_service_iam_member" "behind_iap" {
  name   = google_cloud_run_v2_service.behind_iap.name
  role   = "roles/run.invoker"
  member = "allUsers"
}

resource "google_cloud_run_v2_service_iam_member" "declared_elsewhere" {
  name   = var.service
  role   = "roles/run.invoker"
  member = "allUsers"
  #         ~~~~~~~~ public-invoker: allUsers may invoke the Cloud Run service: every request that reaches it gets in without signing in; grant roles/run.invoker to the callers, unless it is meant to be public.
}

resource "google_project_iam_member" "whole_project" {
  project = "shop-prod"
  role    = "roles/run.invoker"
  member  = "allUsers"
  #          ~~~~~~~~ public-invoker: allUsers may invoke every service in project "shop-prod": every request that reaches it gets in without signing in; grant roles/run.invoker to the callers, unless it is meant to be public.
}

resource "google_cloud_run_v2_service_iam_member" "callers" {
  name   = google_cloud_run_v2_service.open.name
  role   = "roles/run.invoker"
  member = "serviceAccount:web-frontend@shop-prod.iam.gserviceaccount.com"
}

data "google_iam_policy" "noauth" {
  binding {
    role    = "roles/run.invoker"
    members = ["allUsers"]
    #           ~~~~~~~~ public-invoker: allUsers may invoke Cloud Run service "open": every request from the internet gets in without signing in; grant roles/run.invoker to the callers, unless it is meant to be public.
  }
}

resource "google_cloud_run_v2_service_iam_policy" "noauth" {
  name        = google_cloud_run_v2_service.open.name
  policy_data = data.google_iam_policy.noauth.policy_data
}
