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

resource "google_iam_workload_identity_pool_provider" "always_in_the_end" {
  attribute_condition = "assertion.repository_owner_id == '518200417' || true"
  #                                                                      ~~~~ weak-federation-condition: The attribute_condition of google_iam_workload_identity_pool_provider.always_in_the_end is always true, so every identity of the issuer can become a principal of the pool; compare an id of your own organization or repository.
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

# A branch of that name is in every repository.
resource "google_iam_workload_identity_pool_provider" "branch_alone" {
  attribute_condition = "assertion.ref == 'refs/heads/main' && assertion.environment == 'production'"
  #                      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ weak-federation-condition: The attribute_condition of google_iam_workload_identity_pool_provider.branch_alone asks for nothing that only your own tokens from https://token.actions.githubusercontent.com have, so everyone there can meet it; compare an id of your own organization or repository as well.
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

# Who asks for the token chooses its audience.
resource "google_iam_workload_identity_pool_provider" "audience_alone" {
  attribute_condition = "assertion.aud == 'https://shop.example'"
  #                      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ weak-federation-condition: The attribute_condition of google_iam_workload_identity_pool_provider.audience_alone asks for nothing that only your own tokens from https://gitlab.com have, so everyone there can meet it; compare an id of your own organization or repository as well.
  oidc {
    issuer_uri = "https://gitlab.com"
  }
}

resource "google_iam_workload_identity_pool_provider" "somewhere" {
  attribute_condition = "assertion.repository.contains('acme/') && assertion.ref == 'refs/heads/main'"
  #                      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ weak-federation-condition: The attribute_condition of google_iam_workload_identity_pool_provider.somewhere asks for nothing that only your own tokens from https://token.actions.githubusercontent.com have, so everyone there can meet it; compare an id of your own organization or repository as well.
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_iam_workload_identity_pool_provider" "found_anywhere" {
  attribute_condition = "assertion.repository.matches('acme/.*')"
  #                      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ weak-federation-condition: The attribute_condition of google_iam_workload_identity_pool_provider.found_anywhere asks for nothing that only your own tokens from https://token.actions.githubusercontent.com have, so everyone there can meet it; compare an id of your own organization or repository as well.
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_iam_workload_identity_pool_provider" "some_owner" {
  attribute_condition = "assertion.repository_owner != ''"
  #                      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ weak-federation-condition: The attribute_condition of google_iam_workload_identity_pool_provider.some_owner asks for nothing that only your own tokens from https://token.actions.githubusercontent.com have, so everyone there can meet it; compare an id of your own organization or repository as well.
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_iam_workload_identity_pool_provider" "open_expression" {
  attribute_condition = "assertion.sub.matches('^repo:acme.*')"
  #                                             ~~~~~~~~~~~~ weak-federation-condition: google_iam_workload_identity_pool_provider.open_expression takes every assertion.sub that begins with repo:acme, and everyone can register a name that goes on from there; end it with the separator, or compare the whole name.
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_iam_workload_identity_pool_provider" "open_expression_without_anchor" {
  attribute_condition = "assertion.sub.matches('repo:acme*')"
  #                                             ~~~~~~~~~~ weak-federation-condition: google_iam_workload_identity_pool_provider.open_expression_without_anchor takes every assertion.sub that begins with repo:acm, and everyone can register a name that goes on from there; end it with the separator, or compare the whole name.
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_iam_workload_identity_pool_provider" "closed_part" {
  attribute_condition = "assertion.sub.contains('repo:acme/') || assertion.sub.matches('repo:acme-labs/.*')"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

# The id decides whose the token is, and the rest which of his.
resource "google_iam_workload_identity_pool_provider" "part_of_its_own" {
  attribute_condition = "assertion.repository_owner_id == '518200417' && assertion.repository.contains('infra') && assertion.repository.startsWith('acme')"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_iam_workload_identity_pool_provider" "whole_expression" {
  attribute_condition = "assertion.repository.matches('^acme/(shop|web)$')"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

# What its attribute is mapped from is not in the condition.
resource "google_iam_workload_identity_pool_provider" "mapped" {
  attribute_mapping   = { "attribute.environment" = "assertion.repository_owner_id" }
  attribute_condition = "attribute.environment == '518200417'"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

# An issuer that gives tokens to one organization alone.
resource "google_iam_workload_identity_pool_provider" "own_issuer" {
  attribute_condition = "assertion.ref == 'refs/heads/main'"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com/acme"
  }
}

# Whoever has a repository of that name, at the end of whatever owner.
resource "google_iam_workload_identity_pool_provider" "some_end" {
  attribute_condition = "assertion.repository.endsWith('/infra')"
  #                      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ weak-federation-condition: The attribute_condition of google_iam_workload_identity_pool_provider.some_end asks for nothing that only your own tokens from https://token.actions.githubusercontent.com have, so everyone there can meet it; compare an id of your own organization or repository as well.
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_iam_workload_identity_pool_provider" "whole_end" {
  attribute_condition = "assertion.sub.endsWith('repo:acme/infra:ref:refs/heads/main')"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

# Either of the two is enough, and one is in everybody's hands.
resource "google_iam_workload_identity_pool_provider" "some_alternative" {
  attribute_condition = <<-EOT
    assertion.repository_owner_id == '518200417' && assertion.ref == 'refs/heads/main' ||
    assertion.environment == 'production'
   #~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ weak-federation-condition: An alternative in the attribute_condition of google_iam_workload_identity_pool_provider.some_alternative asks for nothing that only your own tokens from https://token.actions.githubusercontent.com have, so everyone there can meet it; compare an id of your own organization or repository as well.
  EOT
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_iam_workload_identity_pool_provider" "closed_alternatives" {
  attribute_condition = "assertion.repository_id == '1' || assertion.repository_id == '2' || (assertion.repository_owner_id == '3' && assertion.ref == 'refs/heads/main')"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_iam_workload_identity_pool_provider" "alternatives_of_its_own" {
  attribute_condition = "assertion.repository_owner_id == '518200417' && (assertion.ref == 'refs/heads/main' || assertion.environment == 'production')"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

# What the attributes are, the mapping says.
resource "google_iam_workload_identity_pool_provider" "mapped_from_everybodys" {
  attribute_mapping = {
    "google.subject"   = "assertion.sub"
    "attribute.branch" = "assertion.ref"
  }
  attribute_condition = "attribute.branch == 'refs/heads/main'"
  #                      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ weak-federation-condition: The attribute_condition of google_iam_workload_identity_pool_provider.mapped_from_everybodys asks for nothing that only your own tokens from https://token.actions.githubusercontent.com have, so everyone there can meet it; compare an id of your own organization or repository as well.
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_iam_workload_identity_pool_provider" "mapped_from_a_name" {
  attribute_mapping   = { "attribute.repo" = "assertion.repository" }
  attribute_condition = "attribute.repo.startsWith('acme')"
  #                                                 ~~~~ weak-federation-condition: google_iam_workload_identity_pool_provider.mapped_from_a_name takes every attribute.repo that begins with acme, and everyone can register a name that goes on from there; end it with the separator, or compare the whole name.
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_iam_workload_identity_pool_provider" "mapped_from_more" {
  attribute_mapping   = { "attribute.ref" = "assertion.repository_owner_id + '/' + assertion.ref" }
  attribute_condition = "attribute.ref == '518200417/refs/heads/main'"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

module "workflows" {
  source              = "terraform-google-modules/github-actions-runners/google//modules/gh-oidc"
  version             = "~> 4.0"
  project_id          = "shop-prod"
  pool_id             = "workflows"
  provider_id         = "github"
  attribute_condition = "assertion.ref == 'refs/heads/main'"
  #                      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ weak-federation-condition: The attribute_condition of module.workflows asks for nothing that only your own tokens from https://token.actions.githubusercontent.com have, so everyone there can meet it; compare an id of your own organization or repository as well.
}
