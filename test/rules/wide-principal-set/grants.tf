resource "google_service_account_iam_member" "whole_pool" {
  service_account_id = "projects/shop-prod/serviceAccounts/deployer@shop-prod.iam.gserviceaccount.com"
  role               = "roles/iam.workloadIdentityUser"
  member             = "principalSet://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/github/*"
  #                     ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ wide-principal-set: principalSet://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/github/* is every identity of the pool, whichever repository or account it comes from, and all of them get roles/iam.workloadIdentityUser on service account "deployer@shop-prod.iam.gserviceaccount.com"; name one subject, or one value of an attribute.
}

resource "google_iam_workload_identity_pool" "github" {
  workload_identity_pool_id = "github"
}

resource "google_service_account_iam_member" "whole_declared_pool" {
  service_account_id = "projects/shop-prod/serviceAccounts/deployer@shop-prod.iam.gserviceaccount.com"
  role               = "roles/iam.workloadIdentityUser"
  member             = "principalSet://iam.googleapis.com/${google_iam_workload_identity_pool.github.name}/*"
  #                    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ wide-principal-set: principalSet://iam.googleapis.com/${google_iam_workload_identity_pool.github.name}/* is every identity of the pool, whichever repository or account it comes from, and all of them get roles/iam.workloadIdentityUser on service account "deployer@shop-prod.iam.gserviceaccount.com"; name one subject, or one value of an attribute.
}

resource "google_project_iam_member" "whole_workforce" {
  project = "shop-prod"
  role    = "roles/storage.objectViewer"
  member  = "principalSet://iam.googleapis.com/locations/global/workforcePools/staff/*"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ wide-principal-set: principalSet://iam.googleapis.com/locations/global/workforcePools/staff/* is every identity of the pool, whichever repository or account it comes from, and all of them get roles/storage.objectViewer on project "shop-prod"; name one subject, or one value of an attribute.
}

resource "google_organization_iam_member" "whole_domain" {
  org_id = "123456789"
  role   = "roles/resourcemanager.projectCreator"
  member = "domain:example.com"
  #         ~~~~~~~~~~~~~~~~~~ wide-principal-set: domain:example.com is everyone in the domain, and all of them get roles/resourcemanager.projectCreator on organization "123456789"; grant the role to the group that needs it.
}

resource "google_storage_bucket_iam_member" "all_accounts" {
  bucket = "packages"
  role   = "roles/storage.objectViewer"
  member = "principalSet://cloudresourcemanager.googleapis.com/folders/123/type/ServiceAccount"
  #         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ wide-principal-set: principalSet://cloudresourcemanager.googleapis.com/folders/123/type/ServiceAccount is every service account there, future ones included, and all of them get roles/storage.objectViewer on bucket "packages"; name the accounts that need it.
}

resource "google_service_account_iam_member" "all_of_a_namespace" {
  service_account_id = "projects/shop-prod/serviceAccounts/orders@shop-prod.iam.gserviceaccount.com"
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:shop-prod.svc.id.goog[orders/*]"
  #                     ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ wide-principal-set: serviceAccount:shop-prod.svc.id.goog[orders/*] is meant for many Kubernetes service accounts, but IAM does not expand the asterisk and gives nobody anything; name each account as PROJECT.svc.id.goog[NAMESPACE/ACCOUNT].
}

resource "google_service_account_iam_member" "one_repository" {
  service_account_id = "projects/shop-prod/serviceAccounts/deployer@shop-prod.iam.gserviceaccount.com"
  role               = "roles/iam.workloadIdentityUser"
  member             = "principalSet://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/github/attribute.repository_id/518200417"
}

resource "google_service_account_iam_member" "one_subject" {
  service_account_id = "projects/shop-prod/serviceAccounts/deployer@shop-prod.iam.gserviceaccount.com"
  role               = "roles/iam.workloadIdentityUser"
  member             = "principal://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/github/subject/repo:acme/shop:ref:refs/heads/main"
}

# A subject is no pattern, and no value of an attribute is.
resource "google_service_account_iam_member" "some_subjects" {
  service_account_id = "projects/shop-prod/serviceAccounts/deployer@shop-prod.iam.gserviceaccount.com"
  role               = "roles/iam.workloadIdentityUser"
  member             = "principal://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/github/subject/repo:acme/shop:*"
  #                     ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ wide-principal-set: principal://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/github/subject/repo:acme/shop:* is meant for many identities of the pool, but IAM does not expand the asterisk and gives nobody anything; name one value whole, or map what they have in common to an attribute and name its value.
}

resource "google_service_account_iam_member" "some_repositories" {
  service_account_id = "projects/shop-prod/serviceAccounts/deployer@shop-prod.iam.gserviceaccount.com"
  role               = "roles/iam.workloadIdentityUser"
  member             = "principalSet://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/github/attribute.repository/acme/*"
  #                     ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ wide-principal-set: principalSet://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/github/attribute.repository/acme/* is meant for many identities of the pool, but IAM does not expand the asterisk and gives nobody anything; name one value whole, or map what they have in common to an attribute and name its value.
}

resource "google_service_account_iam_member" "some_repositories_of_a_pool_by_reference" {
  service_account_id = "projects/shop-prod/serviceAccounts/deployer@shop-prod.iam.gserviceaccount.com"
  role               = "roles/iam.workloadIdentityUser"
  member             = "principalSet://iam.googleapis.com/${google_iam_workload_identity_pool.github.name}/attribute.repository/acme/*"
  #                    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ wide-principal-set: principalSet://iam.googleapis.com/${google_iam_workload_identity_pool.github.name}/attribute.repository/acme/* is meant for many identities of the pool, but IAM does not expand the asterisk and gives nobody anything; name one value whole, or map what they have in common to an attribute and name its value.
}

# An entrance for the whole company is meant for the whole company.
resource "google_cloud_run_v2_service_iam_member" "intranet" {
  name     = "intranet"
  location = "europe-west1"
  role     = "roles/run.invoker"
  member   = "domain:example.com"
}

# The agents of a folder are Google's own.
resource "google_folder_iam_member" "all_agents" {
  folder = "folders/123"
  role   = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member = "principalSet://cloudresourcemanager.googleapis.com/folders/123/type/ServiceAgent"
}
