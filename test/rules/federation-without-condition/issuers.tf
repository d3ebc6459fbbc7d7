resource "google_iam_workload_identity_pool_provider" "github" {
#         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ federation-without-condition (error): google_iam_workload_identity_pool_provider.github has no attribute_condition, so everyone with an account at https://token.actions.githubusercontent.com can become a principal of the pool; let in only your own organization, project or repository.
  attribute_mapping = { "google.subject" = "assertion.sub" }
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_iam_workload_identity_pool_provider" "gitlab" {
#         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ federation-without-condition (error): google_iam_workload_identity_pool_provider.gitlab has no attribute_condition, so everyone with an account at https://gitlab.com/ can become a principal of the pool; let in only your own organization, project or repository.
  attribute_mapping = { "google.subject" = "assertion.sub" }
  oidc {
    issuer_uri = "https://gitlab.com/"
  }
}

resource "google_iam_workload_identity_pool_provider" "terraform" {
#         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ federation-without-condition (error): google_iam_workload_identity_pool_provider.terraform has no attribute_condition, so everyone with an account at https://app.terraform.io can become a principal of the pool; let in only your own organization, project or repository.
  attribute_condition = null
  oidc {
    issuer_uri = local.issuer
  }
}

locals {
  issuer = "https://app.terraform.io"
}

# Nobody can tell who has an account there.
resource "google_iam_workload_identity_pool_provider" "own_gitlab" {
#         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ federation-without-condition: google_iam_workload_identity_pool_provider.own_gitlab has no attribute_condition, so every identity that https://gitlab.shop.example vouches for can become a principal of the pool; let in only your own organization, project or repository.
  oidc {
    issuer_uri = "https://gitlab.shop.example"
  }
}

resource "google_iam_workload_identity_pool_provider" "with_condition" {
  attribute_condition = "assertion.repository_owner_id == '518200417'"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_iam_workload_identity_pool_provider" "given_condition" {
  attribute_condition = var.condition
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_iam_workload_identity_pool_provider" "given_issuer" {
  oidc {
    issuer_uri = var.issuer
  }
}

resource "google_iam_workload_identity_pool_provider" "enterprise" {
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com/shop"
  }
}

resource "google_iam_workload_identity_pool_provider" "cluster" {
  oidc {
    issuer_uri = "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF"
  }
}

resource "google_iam_workload_identity_pool_provider" "directory" {
  oidc {
    issuer_uri = "https://login.microsoftonline.com/01234567-89ab-cdef-0123-456789abcdef/v2.0"
  }
}

resource "google_iam_workload_identity_pool_provider" "workspace" {
  oidc {
    issuer_uri = "https://api.bitbucket.org/2.0/workspaces/shop/pipelines-config/identity/oidc"
  }
}

resource "google_iam_workload_identity_pool_provider" "amazon" {
  aws {
    account_id = "999999999999"
  }
}

resource "google_iam_workload_identity_pool_provider" "saml" {
  saml {
    idp_metadata_xml = file("idp.xml")
  }
}

resource "google_iam_workload_identity_pool_provider" "off" {
  disabled = true
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

variable "condition" {}

variable "issuer" {}

resource "google_iam_workload_identity_pool_provider" "empty_condition" {
#         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ federation-without-condition (error): google_iam_workload_identity_pool_provider.empty_condition has no attribute_condition, so everyone with an account at https://token.actions.githubusercontent.com can become a principal of the pool; let in only your own organization, project or repository.
  attribute_condition = ""
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}
