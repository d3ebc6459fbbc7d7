resource "google_iam_workload_identity_pool_provider" "always" {
  attribute_condition = "true"
  #                      ~~~~ weak-federation-condition: The attribute_condition of google_iam_workload_identity_pool_provider.always is always true, so every identity of the issuer can become a principal of the pool; compare an id of your own organization or repository.
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_iam_workload_identity_pool_provider" "wildcard" {
  attribute_condition = "assertion.sub == 'repo:acme/*'"
  #                                        ~~~~~~~~~~~ weak-federation-condition: google_iam_workload_identity_pool_provider.wildcard compares assertion.sub with repo:acme/*, but CEL takes * for an asterisk, so it never matches; compare an id, or use startsWith with what stands before it.
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_iam_workload_identity_pool_provider" "wildcard_in_a_list" {
  attribute_condition = "assertion.repository in ['acme/shop', \"acme/*\"]"
  #                                                              ~~~~~~ weak-federation-condition: google_iam_workload_identity_pool_provider.wildcard_in_a_list compares assertion.repository with acme/*, but CEL takes * for an asterisk, so it never matches; compare an id, or use startsWith with what stands before it.
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_iam_workload_identity_pool_provider" "open" {
  attribute_condition = "assertion.sub.startsWith('repo:acme')"
  #                                                ~~~~~~~~~ weak-federation-condition: google_iam_workload_identity_pool_provider.open takes every assertion.sub that begins with repo:acme, and everyone can register a name that goes on from there; end it with the separator, or compare the whole name.
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_iam_workload_identity_pool_provider" "open_attribute" {
  attribute_condition = <<-EOT
    attribute.repository.startsWith("acme-")
    #                                ~~~~~ weak-federation-condition: google_iam_workload_identity_pool_provider.open_attribute takes every attribute.repository that begins with acme-, and everyone can register a name that goes on from there; end it with the separator, or compare the whole name.
      && assertion.ref == "refs/heads/main"
  EOT
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_iam_workload_identity_pool_provider" "open_organization" {
  attribute_condition = local.condition
  oidc {
    issuer_uri = "https://app.terraform.io"
  }
}

locals {
  condition = "assertion.sub.startsWith('organization:acme')"
  #                                      ~~~~~~~~~~~~~~~~~ weak-federation-condition: google_iam_workload_identity_pool_provider.open_organization takes every assertion.sub that begins with organization:acme, and everyone can register a name that goes on from there; end it with the separator, or compare the whole name.
}

# The name of the owner is whole; all that begins like this is his.
resource "google_iam_workload_identity_pool_provider" "closed" {
  attribute_condition = "assertion.sub.startsWith('repo:acme/')"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_iam_workload_identity_pool_provider" "closed_organization" {
  attribute_condition = "assertion.sub.startsWith('organization:acme:project:shop:')"
  oidc {
    issuer_uri = "https://app.terraform.io"
  }
}

resource "google_iam_workload_identity_pool_provider" "branches" {
  attribute_condition = "assertion.repository_id == '518200417' && assertion.ref.startsWith('refs/heads/release')"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

# A regular expression has patterns.
resource "google_iam_workload_identity_pool_provider" "expression" {
  attribute_condition = "assertion.sub.matches('^repo:acme/.*')"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_iam_workload_identity_pool_provider" "role" {
  attribute_condition = "assertion.arn.startsWith('arn:aws:sts::999999999999:assumed-role/web')"
  aws {
    account_id = "999999999999"
  }
}

resource "google_iam_workload_identity_pool_provider" "given_part" {
  attribute_condition = "assertion.sub.startsWith('repo:${var.organization}')"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_iam_workload_identity_pool_provider" "given" {
  attribute_condition = var.condition
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

# A name, which is a matter of opinion.
resource "google_iam_workload_identity_pool_provider" "name" {
  attribute_condition = "assertion.repository_owner == 'acme'"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

variable "organization" {}

variable "condition" {}
