resource "google_iam_workload_identity_pool_provider" "owner" {
  attribute_condition = "assertion.repository_owner == 'acme'"
  #                                                     ~~~~ weak-federation-condition (information): google_iam_workload_identity_pool_provider.owner relies on the name acme, which can be given up and registered by others; compare an id as well, such as repository_owner_id.
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_iam_workload_identity_pool_provider" "subject" {
  attribute_condition = "google.subject == 'repo:acme/shop:ref:refs/heads/main'"
  #                                         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ weak-federation-condition (information): google_iam_workload_identity_pool_provider.subject relies on the name repo:acme/shop:ref:refs/heads/main, which can be given up and registered by others; compare an id as well, such as repository_owner_id.
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_iam_workload_identity_pool_provider" "both" {
  attribute_condition = "assertion.repository == 'acme/shop' && assertion.repository_owner_id == '518200417'"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_iam_workload_identity_pool_provider" "id" {
  attribute_condition = "assertion.namespace_id == '5182004'"
  oidc {
    issuer_uri = "https://gitlab.com"
  }
}

resource "google_iam_workload_identity_pool_provider" "role" {
  attribute_condition = "assertion.arn == 'arn:aws:sts::999999999999:assumed-role/web/i-0123456789abcdef0'"
  aws {
    account_id = "999999999999"
  }
}
