resource "google_project_iam_member" "any_role" {
  project = "shop-prod"
  role    = "roles/resourcemanager.projectIamAdmin"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ privilege-escalation: roles/resourcemanager.projectIamAdmin on project "shop-prod" is a way to every right there: group:developers@example.com may change its allow policy and take any role; grant it to a few administrators only, or on the one resource that is needed.
  member  = "group:developers@example.com"
}

resource "google_project_iam_member" "any_service_account" {
  project = "shop-prod"
  role    = "roles/iam.serviceAccountAdmin"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ privilege-escalation: roles/iam.serviceAccountAdmin on project "shop-prod" is a way to every right there: serviceAccount:deployer@shop-prod.iam.gserviceaccount.com may change the policy of any service account in it and impersonate that one; grant it to a few administrators only, or on the one resource that is needed.
  member  = "serviceAccount:deployer@shop-prod.iam.gserviceaccount.com"
}

resource "google_project_iam_member" "any_custom_role" {
  project = "shop-prod"
  role    = "roles/iam.roleAdmin"
  #          ~~~~~~~~~~~~~~~~~~~ privilege-escalation: roles/iam.roleAdmin on project "shop-prod" is a way to every right there: user:ana@example.com may add permissions to a custom role that they hold; grant it to a few administrators only, or on the one resource that is needed.
  member  = "user:ana@example.com"
}

resource "google_project_iam_member" "deploy_as_anyone" {
  project = "shop-prod"
  role    = "roles/iam.devOps"
  #          ~~~~~~~~~~~~~~~~ privilege-escalation: roles/iam.devOps on project "shop-prod" is a way to every right there: group:developers@example.com may change the policy of any service account in it and impersonate that one; grant it to a few administrators only, or on the one resource that is needed.
  member  = "group:developers@example.com"
}

resource "google_project_iam_member" "keys" {
  project = "shop-prod"
  role    = "roles/securitycenter.admin"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~ privilege-escalation: roles/securitycenter.admin on project "shop-prod" is a way to every right there: group:security@example.com may make a key for any service account in it; grant it to a few administrators only, or on the one resource that is needed.
  member  = "group:security@example.com"
}

resource "google_project_iam_member" "hmac_keys" {
  project = "shop-prod"
  role    = "roles/storage.hmacKeyAdmin"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~ privilege-escalation: roles/storage.hmacKeyAdmin on project "shop-prod" is a way to every right there: group:developers@example.com may make an HMAC key for any service account in it; grant it to a few administrators only, or on the one resource that is needed.
  member  = "group:developers@example.com"
}

resource "google_organization_iam_binding" "organization_policies" {
  org_id  = "123456789"
  role    = "roles/orgpolicy.policyAdmin"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~ privilege-escalation: roles/orgpolicy.policyAdmin on organization "123456789" is a way to every right there: group:developers@example.com and serviceAccount:terraform@shop-ops.iam.gserviceaccount.com may switch off the organization policies that restrict it; grant it to a few administrators only, or on the one resource that is needed.
  members = ["group:developers@example.com", "serviceAccount:terraform@shop-ops.iam.gserviceaccount.com"]
}

# These two are impersonation-at-scope's and basic-role's.
resource "google_project_iam_member" "impersonates" {
  project = "shop-prod"
  role    = "roles/iam.serviceAccountTokenCreator"
  member  = "group:developers@example.com"
}

resource "google_project_iam_member" "owns" {
  project = "shop-prod"
  role    = "roles/owner"
  member  = "group:developers@example.com"
}

# To deploy is no way up without an account to deploy as.
resource "google_project_iam_member" "deploys" {
  project = "shop-prod"
  role    = "roles/run.developer"
  member  = "group:developers@example.com"
}

resource "google_service_account_iam_member" "on_one_account" {
  service_account_id = "projects/shop-prod/serviceAccounts/orders@shop-prod.iam.gserviceaccount.com"
  role               = "roles/iam.serviceAccountAdmin"
  member             = "group:developers@example.com"
}

# It may grant these roles only.
resource "google_project_iam_member" "limited" {
  project = "shop-prod"
  role    = "roles/resourcemanager.projectIamAdmin"
  member  = "group:developers@example.com"

  condition {
    title      = "pubsub only"
    expression = "api.getAttribute('iam.googleapis.com/modifiedGrantsByRole', []).hasOnly(['roles/pubsub.publisher'])"
  }
}

# A grant for a time is a grant.
resource "google_project_iam_member" "for_a_time" {
  project = "shop-prod"
  role    = "roles/iam.securityAdmin"
  #          ~~~~~~~~~~~~~~~~~~~~~~~ privilege-escalation: roles/iam.securityAdmin on project "shop-prod" is a way to every right there: user:ana@example.com may change its allow policy and take any role; grant it to a few administrators only, or on the one resource that is needed.
  member  = "user:ana@example.com"

  condition {
    title      = "until spring"
    expression = "request.time < timestamp(\"2027-03-01T00:00:00Z\")"
  }
}

resource "google_project_iam_member" "service_agent" {
  project = "shop-prod"
  role    = "roles/iam.serviceAccountAdmin"
  member  = "serviceAccount:123456789012@cloudservices.gserviceaccount.com"
}

resource "google_project_iam_member" "unknown_member" {
  project = "shop-prod"
  role    = "roles/iam.securityAdmin"
  member  = var.member
}
