# What rules about one grant leave to each other: the most specific one speaks.

resource "google_service_account" "app" {
  account_id = "orders-app"
}

resource "google_project_iam_member" "escalates_rather_than_administers" {
  project = "shop-prod"
  role    = "roles/iam.serviceAccountAdmin"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ privilege-escalation: roles/iam.serviceAccountAdmin on project "shop-prod" is a way to every right there: google_service_account.app may change the policy of any service account in it and impersonate that one; grant it to a few administrators only, or on the one resource that is needed.
  member  = google_service_account.app.member
}

resource "google_project_iam_member" "impersonates_rather_than_escalates" {
  project = "shop-prod"
  role    = "roles/iam.serviceAccountKeyAdmin"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ impersonation-at-scope: roles/iam.serviceAccountKeyAdmin lets google_service_account.app make keys for every service account in project "shop-prod", the most privileged included; grant it on the one service account that is needed.
  member  = google_service_account.app.member
}

resource "google_project_iam_member" "is_an_agents_rather_than_escalates" {
  project = "shop-prod"
  role    = "roles/composer.serviceAgent"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~ service-agent-role: roles/composer.serviceAgent is made for one of Google's service agents and changes as that one needs, but google_service_account.app would get it on project "shop-prod"; grant the roles that are needed instead.
  member  = google_service_account.app.member
  #         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ separation-of-duties: google_service_account.app both administers service accounts and may use them in project "shop-prod", so nobody else has to agree to the account that they act as; give the two duties to different principals.
}

resource "google_project_iam_member" "is_basic_rather_than_escalates" {
  project = "shop-prod"
  role    = "roles/owner"
  #          ~~~~~~~~~~~ basic-role: roles/owner gives google_service_account.app 13,568 permissions across every service on project "shop-prod"; grant the predefined roles that are needed instead.
  member  = google_service_account.app.member
}

resource "google_project_iam_member" "is_public_rather_than_escalates" {
  project = "shop-prod"
  role    = "roles/iam.securityAdmin"
  member  = "allUsers"
  #          ~~~~~~~~ public-member: allUsers is everyone on the internet, who gets roles/iam.securityAdmin on project "shop-prod"; grant it to those who need it.
}

resource "google_project_iam_member" "is_default_rather_than_administers" {
  project = "shop-prod"
  role    = "roles/storage.admin"
  member  = "serviceAccount:123456789012-compute@developer.gserviceaccount.com"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ privileged-default-service-account (warning): 123456789012-compute@developer.gserviceaccount.com, the Compute Engine default service account, gets roles/storage.admin on project "shop-prod", and so does every workload that names no account; grant narrower roles to an account of its own.
}

# These are reasons of two kinds: what is granted, and to whom.
resource "google_organization_iam_member" "is_basic_and_personal" {
  org_id = "123456789"
  role   = "roles/owner"
  #         ~~~~~~~~~~~ basic-role: roles/owner gives user:ana@gmail.com 13,568 permissions across every service on organization "123456789"; grant the predefined roles that are needed instead.
  member = "user:ana@gmail.com"
  #         ~~~~~~~~~~~~~~~~~~ personal-account: user:ana@gmail.com is a personal account, which keeps roles/owner on organization "123456789" after its owner has left, and which nobody else can lock or protect; grant the role to an account or a group of the organization.
}
