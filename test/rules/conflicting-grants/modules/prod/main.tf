module "grants" {
  source  = "../grants"
  project = "shop-prod"
}

resource "google_project_iam_member" "another" {
#         ~~~~~~~~~~~~~~~~~~~~~~~~~ conflicting-grants: google_project_iam_binding.developers states all members of roles/run.developer on project "shop-prod", and google_project_iam_member.another changes the same: each apply undoes the other's grants; state each role of a resource in one place only.
  project = "shop-prod"
  role    = "roles/run.developer"
  member  = "user:ana@example.com"
}
