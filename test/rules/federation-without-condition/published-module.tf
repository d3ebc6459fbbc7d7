module "workflows" {
#       ~~~~~~~~~ federation-without-condition (error): module.workflows has no attribute_condition, so everyone with an account at https://token.actions.githubusercontent.com can become a principal of the pool; let in only your own organization, project or repository.
  source      = "terraform-google-modules/github-actions-runners/google//modules/gh-oidc"
  version     = "~> 3.1"
  project_id  = "shop-prod"
  pool_id     = "workflows"
  provider_id = "github"
  sa_mapping = {
    deployer = {
      sa_name   = "projects/shop-prod/serviceAccounts/deployer@shop-prod.iam.gserviceaccount.com"
      attribute = "attribute.repository_id/518200417"
    }
  }
}

module "own_workflows" {
  source              = "terraform-google-modules/github-actions-runners/google//modules/gh-oidc"
  version             = "~> 4.0"
  project_id          = "shop-prod"
  pool_id             = "own-workflows"
  provider_id         = "github"
  attribute_condition = "assertion.repository_owner_id == '518200417'"
}

module "workflows_of_a_server" {
  source      = "terraform-google-modules/github-actions-runners/google//modules/gh-oidc"
  version     = "~> 3.1"
  project_id  = "shop-prod"
  pool_id     = "server"
  provider_id = "github"
  issuer_uri  = "https://token.actions.githubusercontent.com/acme"
}

module "unknown_condition" {
  source              = "terraform-google-modules/github-actions-runners/google//modules/gh-oidc"
  version             = "~> 4.0"
  project_id          = "shop-prod"
  pool_id             = "open"
  provider_id         = "github"
  attribute_condition = var.workflows
}

variable "workflows" {}
