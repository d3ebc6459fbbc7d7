module "viewers" {
  source   = "terraform-google-modules/iam/google//modules/projects_iam"
  projects = ["shop-prod"]
  mode     = "authoritative"

  bindings = {
    "roles/viewer"  = ["group:developers@example.com"]
    "roles/browser" = ["group:developers@example.com"]
  }
}

resource "google_project_iam_member" "viewer" {
#         ~~~~~~~~~~~~~~~~~~~~~~~~~ conflicting-grants: module.viewers states all members of roles/viewer on project "shop-prod", and google_project_iam_member.viewer changes the same: each apply undoes the other's grants; state each role of a resource in one place only.
  project = "shop-prod"
  role    = "roles/viewer"
  member  = "group:auditors@example.com"
}

module "more_browsers" {
  source   = "terraform-google-modules/iam/google//modules/projects_iam"
  projects = ["shop-prod"]

  bindings = { "roles/browser" = ["group:auditors@example.com"] }
  #             ~~~~~~~~~~~~~ conflicting-grants: module.viewers states all members of roles/browser on project "shop-prod", and module.more_browsers changes the same: each apply undoes the other's grants; state each role of a resource in one place only.
}

# Members that are added get along.
module "added" {
  source   = "terraform-google-modules/iam/google//modules/projects_iam"
  projects = ["shop-test"]

  bindings = { "roles/viewer" = ["group:developers@example.com"] }
}

resource "google_project_iam_member" "another_viewer" {
  project = "shop-test"
  role    = "roles/viewer"
  member  = "group:auditors@example.com"
}

# Another project, and another role.
module "elsewhere" {
  source   = "terraform-google-modules/iam/google//modules/projects_iam"
  projects = ["shop-staging"]
  mode     = "authoritative"

  bindings = {
    "roles/viewer"          = ["group:developers@example.com"]
    "roles/run.developer"   = ["group:developers@example.com"]
    "roles/storage.admin"   = var.administrators
  }

  conditional_bindings = [{
    role        = "roles/viewer"
    title       = "until 2030"
    description = ""
    expression  = "request.time < timestamp(\"2030-01-01T00:00:00Z\")"
    members     = ["group:auditors@example.com"]
  }]
}

# Several projects are not told apart.
module "several" {
  source   = "terraform-google-modules/iam/google//modules/projects_iam"
  projects = ["shop-prod", "shop-staging"]
  mode     = "authoritative"

  bindings = { "roles/viewer" = ["group:developers@example.com"] }
}
