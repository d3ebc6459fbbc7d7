variable "project" {
  type = string
}

variable "members" {
  type = list(string)
}

resource "google_project_iam_binding" "viewers" {
#         ~~~~~~~~~~~~~~~~~~~~~~~~~~ conflicting-grants: The instances of google_project_iam_binding.viewers each state all members of roles/logging.viewer on project "shop-prod", so that the last one applied takes away what the others gave; state them in one instance.
  project = var.project
  role    = "roles/logging.viewer"
  members = var.members
}
