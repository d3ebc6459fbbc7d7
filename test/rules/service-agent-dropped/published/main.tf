module "authoritative" {
  source   = "terraform-google-modules/iam/google//modules/projects_iam"
  projects = ["shop-prod"]
  mode     = "authoritative"

  bindings = {
    "roles/editor" = ["group:developers@example.com"]
    #~~~~~~~~~~~~ service-agent-dropped: module.authoritative states all members of roles/editor on project "shop-prod" and leaves out PROJECT_NUMBER@cloudservices.gserviceaccount.com, so that Google's own service stops working there; add it, or grant with google_project_iam_member.
    "roles/viewer" = ["group:everybody@example.com"]
  }
}

module "agents" {
  source   = "terraform-google-modules/iam/google//modules/projects_iam"
  projects = ["shop-prod", "shop-staging"]
  mode     = "authoritative"

  bindings = {
    "roles/container.serviceAgent" = ["group:developers@example.com"]
    #~~~~~~~~~~~~~~~~~~~~~~~~~~~~ service-agent-dropped: module.agents states all members of roles/container.serviceAgent on the project and leaves out service-PROJECT_NUMBER@container-engine-robot.iam.gserviceaccount.com, so that Google's own service stops working there; add it, or grant with google_project_iam_member.
    "roles/run.serviceAgent"       = ["serviceAccount:service-123456789012@serverless-robot-prod.iam.gserviceaccount.com"]
    "roles/pubsub.serviceAgent"    = var.members
  }
}

# Its members are added to the others.
module "additive" {
  source   = "terraform-google-modules/iam/google//modules/projects_iam"
  projects = ["shop-prod"]
  mode     = "additive"

  bindings = { "roles/editor" = ["group:developers@example.com"] }
}

module "additive_by_default" {
  source   = "terraform-google-modules/iam/google//modules/projects_iam"
  projects = ["shop-prod"]

  bindings = { "roles/editor" = ["group:developers@example.com"] }
}

module "perhaps" {
  source   = "terraform-google-modules/iam/google//modules/projects_iam"
  projects = ["shop-prod"]
  mode     = var.mode

  bindings = { "roles/editor" = ["group:developers@example.com"] }
}

module "with_the_agent" {
  source   = "terraform-google-modules/iam/google//modules/projects_iam"
  projects = ["shop-test"]
  mode     = "authoritative"

  bindings = {
    "roles/editor" = ["group:developers@example.com", "serviceAccount:${module.project.api_s_account}"]
  }
}

module "project" {
  source = "terraform-google-modules/project-factory/google"
  name   = "shop-test"
}

# On a folder there is no such agent.
module "folder" {
  source  = "terraform-google-modules/iam/google//modules/folders_iam"
  folders = ["folders/123456789012"]
  mode    = "authoritative"

  bindings = { "roles/editor" = ["group:developers@example.com"] }
}
