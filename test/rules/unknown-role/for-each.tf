locals {
  roles = ["roles/run.viewer", "roles/storage.Admin"]
  #                             ~~~~~~~~~~~~~~~~~~~ unknown-role: roles/storage.Admin is not a role: role names are case-sensitive; use roles/storage.admin.
}

resource "google_project_iam_member" "first" {
  for_each = toset(local.roles)
  project  = "shop-prod"
  role     = each.value
  member   = "group:team@example.com"
}

resource "google_folder_iam_member" "second" {
  for_each = toset(local.roles)
  folder   = "folders/123"
  role     = each.value
  member   = "group:team@example.com"
}

resource "google_project_iam_member" "pairs" {
  for_each = { for pair in setproduct(["roles/logging.Viewer", "roles/run.viewer"], ["ana", "ben"]) : "${pair[0]}-${pair[1]}" => pair }
  #                                     ~~~~~~~~~~~~~~~~~~~~ unknown-role: roles/logging.Viewer is not a role: role names are case-sensitive; use roles/logging.viewer.
  project  = "shop-prod"
  role     = each.value[0]
  member   = "user:${each.value[1]}@example.com"
}

resource "google_project_iam_member" "built" {
  for_each = toset(["run.viewer", "run.Viewer"])
  project  = "shop-prod"
  role     = "roles/${each.value}"
  #          ~~~~~~~~~~~~~~~~~~~~~ unknown-role: roles/run.Viewer is not a role: role names are case-sensitive; use roles/run.viewer.
  member   = "group:team@example.com"
}
