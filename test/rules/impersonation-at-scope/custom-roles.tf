resource "google_project_iam_custom_role" "deployer" {
  project     = "shop-prod"
  role_id     = "deployer"
  title       = "Deployer"
  permissions = ["run.services.update", "iam.serviceAccounts.actAs"]
}

resource "google_project_iam_custom_role" "viewer" {
  project     = "shop-prod"
  role_id     = "accountViewer"
  title       = "Account viewer"
  permissions = ["iam.serviceAccounts.get", "iam.serviceAccounts.list"]
}

resource "google_organization_iam_custom_role" "minter" {
  org_id      = "123456789"
  role_id     = "minter"
  title       = "Minter"
  permissions = concat(["iam.serviceAccounts.getAccessToken"], ["iam.serviceAccounts.get"])
}

resource "google_project_iam_custom_role" "unknown" {
  role_id     = "unknown"
  title       = "Unknown"
  permissions = var.permissions
}

resource "google_project_iam_member" "by_reference" {
  project = "shop-prod"
  role    = google_project_iam_custom_role.deployer.id
  #         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ impersonation-at-scope: projects/shop-prod/roles/deployer lets group:developers@example.com run workloads as every service account in project "shop-prod", the most privileged included; grant it on the one service account that is needed.
  member  = "group:developers@example.com"
}

resource "google_project_iam_member" "by_name" {
  project = "shop-prod"
  role    = "projects/shop-prod/roles/deployer"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ impersonation-at-scope: projects/shop-prod/roles/deployer lets group:developers@example.com run workloads as every service account in project "shop-prod", the most privileged included; grant it on the one service account that is needed.
  member  = "group:developers@example.com"
}

resource "google_organization_iam_member" "by_template" {
  org_id = "123456789"
  role   = "organizations/123456789/roles/${google_organization_iam_custom_role.minter.role_id}"
  #        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ impersonation-at-scope: organizations/123456789/roles/minter lets group:developers@example.com mint tokens for every service account in organization "123456789", the most privileged included; grant it on the one service account that is needed.
  member = "group:developers@example.com"
}

resource "google_project_iam_member" "viewer" {
  project = "shop-prod"
  role    = google_project_iam_custom_role.viewer.name
  member  = "group:developers@example.com"
}

resource "google_project_iam_member" "unknown" {
  project = "shop-prod"
  role    = google_project_iam_custom_role.unknown.id
  member  = "group:developers@example.com"
}

resource "google_project_iam_member" "declared_elsewhere" {
  project = "shop-prod"
  role    = "projects/shop-prod/roles/elsewhere"
  member  = "group:developers@example.com"
}

resource "google_project_iam_custom_role" "runner" {
  role_id     = "runner"
  title       = "Runner"
  permissions = ["iam.serviceAccounts.actAs"]
}

resource "google_project_iam_member" "by_id" {
  project = var.project
  role    = "projects/${var.project}/roles/${google_project_iam_custom_role.runner.role_id}"
  #         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ impersonation-at-scope: google_project_iam_custom_role.runner lets group:developers@example.com run workloads as every service account in the project, the most privileged included; grant it on the one service account that is needed.
  member  = "group:developers@example.com"
}
