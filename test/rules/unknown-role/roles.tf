resource "google_project_iam_member" "case" {
  project = "shop-prod"
  role    = "roles/storage.ObjectAdmin"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~ unknown-role: roles/storage.ObjectAdmin is not a role: role names are case-sensitive; use roles/storage.objectAdmin.
  member  = "group:team@example.com"
}

resource "google_project_iam_member" "service_missing" {
  project = "shop-prod"
  role    = "roles/serviceAccountAdmin"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~ unknown-role: roles/serviceAccountAdmin is not a role: it lacks the name of its service; use roles/iam.serviceAccountAdmin.
  member  = "group:team@example.com"
}

resource "google_project_iam_member" "prefix_missing" {
  project = "shop-prod"
  role    = "storage.objectAdmin"
  #          ~~~~~~~~~~~~~~~~~~~ unknown-role: storage.objectAdmin is not the name of a role: it is not of the form roles/NAME, projects/ID/roles/NAME or organizations/ID/roles/NAME; use roles/storage.objectAdmin.
  member  = "group:team@example.com"
}

resource "google_project_iam_member" "misspelt" {
  project = "shop-prod"
  role    = "roles/cloudsql.cleint"
  #          ~~~~~~~~~~~~~~~~~~~~~ unknown-role: roles/cloudsql.cleint is not a role: there is no role of this name; use roles/cloudsql.client.
  member  = "group:team@example.com"
}

resource "google_project_iam_member" "basic_in_another_case" {
  project = "shop-prod"
  role    = "roles/Owner"
  #          ~~~~~~~~~~~ unknown-role: roles/Owner is not a role: role names are case-sensitive; use roles/owner.
  member  = "group:team@example.com"
}

resource "google_project_iam_member" "not_listed" {
  project = "shop-prod"
  role    = "roles/brandnewservice.operator"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ unknown-role (warning): roles/brandnewservice.operator is not among the roles that Google listed on 2026-08-22; unless it is newer, the grant fails: check its name.
  member  = "group:team@example.com"
}

resource "google_project_iam_member" "retired" {
  project = "shop-prod"
  role    = "roles/cloudiot.admin"
  #          ~~~~~~~~~~~~~~~~~~~~ unknown-role (warning): roles/cloudiot.admin is no longer among the roles that Google lists; look for its successor before it stops working.
  member  = "group:team@example.com"
}

resource "google_project_iam_member" "deprecated" {
  project = "shop-prod"
  role    = "roles/apigee.apiReader"
  #          ~~~~~~~~~~~~~~~~~~~~~~ unknown-role (information): roles/apigee.apiReader is deprecated; use the role that its page names as its successor.
  member  = "group:team@example.com"
}

resource "google_project_iam_member" "with_condition_hash" {
  project = "shop-prod"
  role    = "roles/storage.objectAdmin_withcond_0123456789abcdef0123"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ unknown-role: roles/storage.objectAdmin_withcond_0123456789abcdef0123 is what IAM shows in place of a conditional binding to who asks for an old policy version; read the policy with version 3.
  member  = "group:team@example.com"
}

resource "google_project_iam_member" "malformed" {
  project = "shop-prod"
  role    = "projects/shop-prod/deployer"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~ unknown-role: projects/shop-prod/deployer is not the name of a role: it is not of the form roles/NAME, projects/ID/roles/NAME or organizations/ID/roles/NAME.
  member  = "group:team@example.com"
}

resource "google_folder_iam_member" "folder_role" {
  folder = "folders/123"
  role   = "folders/123/roles/deployer"
  #         ~~~~~~~~~~~~~~~~~~~~~~~~~~ unknown-role: folders/123/roles/deployer is not the name of a role: it names a folder, which cannot have custom roles.
  member = "group:team@example.com"
}

resource "google_project_iam_member" "space" {
  project = "shop-prod"
  role    = "roles/run.viewer "
  #          ~~~~~~~~~~~~~~~~~ unknown-role: roles/run.viewer  is not the name of a role: it has a space at its edge; use roles/run.viewer.
  member  = "group:team@example.com"
}

resource "google_project_iam_member" "exists" {
  project = "shop-prod"
  role    = "roles/storage.objectAdmin"
  member  = "group:team@example.com"
}

resource "google_project_iam_member" "custom" {
  project = "shop-prod"
  role    = "projects/shop-prod/roles/deployer"
  member  = "group:team@example.com"
}

resource "google_project_iam_member" "unknown" {
  project = "shop-prod"
  role    = var.role
  member  = "group:team@example.com"
}

resource "google_project_iam_member" "half_known" {
  project = "shop-prod"
  role    = "roles/${var.role}"
  member  = "group:team@example.com"
}

resource "google_project_iam_member" "half_typed" {
  project = "shop-prod"
  role    = ""
  member  = "group:team@example.com"
}

# A removal grants nothing.
resource "google_project_iam_binding" "nobody" {
  project = "shop-prod"
  role    = "roles/storage.ObjectAdmin"
  members = []
}

# Another service's role is not what a short name was meant to be.
resource "google_project_iam_member" "another_service" {
  project = "shop-prod"
  role    = "roles/role.admin"
  #          ~~~~~~~~~~~~~~~~ unknown-role (warning): roles/role.admin is not among the roles that Google listed on 2026-08-22; unless it is newer, the grant fails: check its name.
  member  = "group:team@example.com"
}

resource "google_project_iam_member" "mistyped_service" {
  project = "shop-prod"
  role    = "roles/rum.admin"
  #          ~~~~~~~~~~~~~~~ unknown-role: roles/rum.admin is not a role: there is no role of this name; use roles/run.admin.
  member  = "group:team@example.com"
}
