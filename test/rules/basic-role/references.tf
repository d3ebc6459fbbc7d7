variable "role" {
  default = "roles/editor"
  #          ~~~~~~~~~~~~ basic-role: roles/editor gives google_service_account.ci 11,979 permissions across every service on project "shop-prod"; grant the predefined roles that are needed instead.
}

variable "production" {
  default = true
}

variable "project_roles" {
  type = set(string)
}

locals {
  admin_role = "roles/owner"
  #             ~~~~~~~~~~~ basic-role: roles/owner gives google_service_account.ci 13,568 permissions across every service on project "shop-prod" and folder "123"; grant the predefined roles that are needed instead.
  roles      = ["roles/run.developer", "roles/viewer"]
  #                                     ~~~~~~~~~~~~ basic-role: roles/viewer gives google_service_account.ci 6,064 permissions across every service on project "shop-prod"; grant the predefined roles that are needed instead.
  grants = {
    ci  = { role = "roles/editor", member = "serviceAccount:ci-deployer@shop-prod.iam.gserviceaccount.com" }
    #               ~~~~~~~~~~~~ basic-role: roles/editor gives serviceAccount:ci-deployer@shop-prod.iam.gserviceaccount.com 11,979 permissions across every service on project "shop-prod"; grant the predefined roles that are needed instead.
    web = { role = "roles/run.invoker", member = "serviceAccount:web-frontend@shop-prod.iam.gserviceaccount.com" }
  }
}

resource "google_service_account" "ci" {
  account_id = "ci-deployer"
}

resource "google_project_iam_member" "by_variable" {
  project = "shop-prod"
  role    = var.role
  member  = "serviceAccount:${google_service_account.ci.email}"
}

# One literal that two resources use is one finding.
resource "google_project_iam_member" "by_local" {
  project = "shop-prod"
  role    = local.admin_role
  member  = google_service_account.ci.member
}

resource "google_folder_iam_member" "by_local" {
  folder = "folders/123"
  role   = local.admin_role
  member = google_service_account.ci.member
}

resource "google_project_iam_member" "for_each_of_a_list" {
  for_each = toset(concat(local.roles, ["roles/logging.viewer"]))
  project  = "shop-prod"
  role     = each.value
  member   = google_service_account.ci.member
}

resource "google_project_iam_member" "for_each_of_a_map" {
  for_each = local.grants
  project  = "shop-prod"
  role     = each.value.role
  member   = each.value.member
}

resource "google_project_iam_member" "for_each_of_who_knows" {
  for_each = var.project_roles
  project  = "shop-prod"
  role     = each.value
  member   = google_service_account.ci.member
}

resource "google_project_iam_member" "chosen" {
  project = "shop-prod"
  role    = var.production == true ? "roles/run.developer" : "roles/owner"
  member  = google_service_account.ci.member
}

resource "google_project_iam_member" "counted" {
  count   = 2
  project = "shop-prod"
  role    = "roles/viewer"
  #          ~~~~~~~~~~~~ basic-role: roles/viewer gives group:team-0@example.com and group:team-1@example.com 6,064 permissions across every service on project "shop-prod"; grant the predefined roles that are needed instead.
  member  = "group:team-${count.index}@example.com"
}

data "google_service_account" "deployer" {
  account_id = "deployer"
}

resource "google_project_iam_member" "looked_up" {
  project = "shop-prod"
  role    = "roles/editor"
  #          ~~~~~~~~~~~~ basic-role: roles/editor gives data.google_service_account.deployer 11,979 permissions across every service on project "shop-prod"; grant the predefined roles that are needed instead.
  member  = data.google_service_account.deployer.member
}

# No agent's name: theirs have a number behind the word.
resource "google_project_iam_member" "service_account_of_some_project" {
  project = var.project
  role    = "roles/editor"
  #          ~~~~~~~~~~~~ basic-role: roles/editor gives serviceAccount:service-account@….iam.gserviceaccount.com 11,979 permissions across every service on the project; grant the predefined roles that are needed instead.
  member  = "serviceAccount:service-account@${var.project}.iam.gserviceaccount.com"
}

# The keys of a transposed map stand where its values were written.
resource "google_project_iam_binding" "transposed" {
  for_each = transpose({
    "group:auditors@example.com" = ["roles/viewer", "roles/logging.viewer"]
    #                                ~~~~~~~~~~~~ basic-role: roles/viewer gives group:auditors@example.com 6,064 permissions across every service on project "shop-prod"; grant the predefined roles that are needed instead.
    "group:team@example.com"     = ["roles/logging.viewer"]
  })
  project = "shop-prod"
  role    = each.key
  members = each.value
}
