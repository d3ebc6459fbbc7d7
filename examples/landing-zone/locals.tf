locals {
  # One entry for each role in each project, as the modules take them.
  project_roles = {
    for id, project in var.projects : id => {
      for role, groups in project.roles : role => [for group in groups : "group:${group}@${var.domain}"]
    }
  }

  # What each group may do in a whole folder.
  folder_roles = {
    production = {
      "roles/monitoring.viewer"             = ["on-call"]
      "roles/logging.viewer"                = ["on-call", "auditors"]
      "roles/iam.securityReviewer"          = ["security"]
      "roles/iam.workloadIdentityPoolAdmin" = ["security"]
    }
    sandbox = {
      "roles/resourcemanager.projectCreator" = ["lab-owners"]
      "roles/iam.serviceAccountTokenCreator" = ["lab-owners"]
      "roles/viewer"                         = ["security"]
    }
  }

  folder_grants = merge([
    for folder, roles in local.folder_roles : merge([
      for role, groups in roles : {
        for group in groups : "${folder} ${role} ${group}" => {
          folder = folder
          role   = role
          member = "group:${group}@${var.domain}"
        }
      }
    ]...)
  ]...)
}
