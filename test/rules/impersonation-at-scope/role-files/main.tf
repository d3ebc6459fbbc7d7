locals {
  roles = {
    for name in fileset("${path.module}/roles", "*.yaml") :
    trimsuffix(name, ".yaml") => yamldecode(file("${path.module}/roles/${name}"))
  }
}

resource "google_project_iam_custom_role" "it" {
  for_each    = local.roles
  project     = "shop-prod"
  role_id     = each.key
  title       = each.value.title
  stage       = each.value.stage
  permissions = each.value.includedPermissions
}

resource "google_project_iam_member" "deployers" {
  project = "shop-prod"
  role    = google_project_iam_custom_role.it["deployer"].id
  #         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ impersonation-at-scope: projects/shop-prod/roles/deployer lets group:developers@example.com run workloads as every service account in project "shop-prod", the most privileged included; grant it on the one service account that is needed.
  member  = "group:developers@example.com"
}

resource "google_project_iam_member" "readers" {
  project = "shop-prod"
  role    = google_project_iam_custom_role.it["accountViewer"].id
  member  = "group:developers@example.com"
}
