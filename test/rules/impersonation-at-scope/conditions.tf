# An hour of every account is still every account.
resource "google_project_iam_member" "for_a_time" {
  project = "shop-prod"
  role    = "roles/iam.serviceAccountTokenCreator"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ impersonation-at-scope: roles/iam.serviceAccountTokenCreator lets group:operators@example.com mint tokens for every service account in project "shop-prod", the most privileged included; grant it on the one service account that is needed.
  member  = "group:operators@example.com"
  condition {
    title      = "until the migration is over"
    expression = "request.time < timestamp(\"2027-01-31T00:00:00Z\")"
  }
}

# A tag may pick the accounts.
resource "google_project_iam_member" "for_tagged" {
  project = "shop-prod"
  role    = "roles/iam.serviceAccountTokenCreator"
  member  = "group:operators@example.com"
  condition {
    title      = "deployers only"
    expression = "resource.matchTag('123456789/purpose', 'deployer')"
  }
}

resource "google_project_iam_member" "unknown_condition" {
  project = "shop-prod"
  role    = "roles/iam.serviceAccountTokenCreator"
  member  = "group:operators@example.com"
  condition {
    title      = "given"
    expression = var.expression
  }
}
