resource "google_service_account" "deployer" {
  account_id = "deployer"
}

resource "google_service_account" "builder" {
  account_id = "builder"
}

resource "google_project_iam_member" "tokens" {
  project = "shop-prod"
  role    = "roles/iam.serviceAccountTokenCreator"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ impersonation-at-scope: roles/iam.serviceAccountTokenCreator lets google_service_account.builder mint tokens for every service account in project "shop-prod", the most privileged included; grant it on the one service account that is needed.
  member  = google_service_account.builder.member
}

resource "google_folder_iam_member" "attach" {
  folder = google_folder.shop.name
  role   = "roles/iam.serviceAccountUser"
  #         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ impersonation-at-scope: roles/iam.serviceAccountUser lets google_service_account.builder run workloads as every service account in google_folder.shop, the most privileged included; grant it on the one service account that is needed.
  member = "serviceAccount:${google_service_account.builder.email}"
}

resource "google_organization_iam_binding" "keys" {
  org_id  = "123456789"
  role    = "roles/iam.serviceAccountKeyAdmin"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ impersonation-at-scope: roles/iam.serviceAccountKeyAdmin lets group:platform@example.com and user:ana@example.com make keys for every service account in organization "123456789", the most privileged included; grant it on the one service account that is needed.
  members = ["group:platform@example.com", "user:ana@example.com"]
}

resource "google_project_iam_member" "federated" {
  project = google_project.shop.project_id
  role    = "roles/iam.workloadIdentityUser"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ impersonation-at-scope: roles/iam.workloadIdentityUser lets principalSet://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/github/attribute.repository/example/shop mint tokens for every service account in google_project.shop, the most privileged included; grant it on the one service account that is needed.
  member  = "principalSet://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/github/attribute.repository/example/shop"
}

resource "google_project_iam_member" "kubernetes" {
  project = "shop-prod"
  role    = "roles/iam.workloadIdentityUser"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ impersonation-at-scope: roles/iam.workloadIdentityUser lets serviceAccount:shop-prod.svc.id.goog[shop/web] mint tokens for every service account in project "shop-prod", the most privileged included; grant it on the one service account that is needed.
  member  = "serviceAccount:shop-prod.svc.id.goog[shop/web]"
}

resource "google_project_iam_member" "id_tokens" {
  project = "shop-prod"
  role    = "roles/iam.serviceAccountOpenIdTokenCreator"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ impersonation-at-scope: roles/iam.serviceAccountOpenIdTokenCreator lets google_service_account.builder mint ID tokens for every service account in project "shop-prod", the most privileged included; grant it on the one service account that is needed.
  member  = google_service_account.builder.member
}

# On the one account that is needed.
resource "google_service_account_iam_member" "on_one_account" {
  service_account_id = google_service_account.deployer.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = google_service_account.builder.member
}

# An agent that needs it.
resource "google_project_iam_member" "agent" {
  project = "shop-prod"
  role    = "roles/iam.serviceAccountTokenCreator"
  member  = "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"
}

resource "google_project_iam_member" "half_known_agent" {
  project = "shop-prod"
  role    = "roles/iam.serviceAccountTokenCreator"
  member  = "serviceAccount:service-${data.google_project.shop.number}@gcp-sa-pubsub.iam.gserviceaccount.com"
}

resource "google_project_iam_member" "unknown_account" {
  project = "shop-prod"
  role    = "roles/iam.serviceAccountTokenCreator"
  member  = "serviceAccount:${var.account}"
}

# A role that only looks at accounts.
resource "google_project_iam_member" "viewer" {
  project = "shop-prod"
  role    = "roles/iam.serviceAccountViewer"
  member  = google_service_account.builder.member
}

resource "google_project_iam_binding" "removed" {
  project = "shop-prod"
  role    = "roles/iam.serviceAccountUser"
  members = []
}
