resource "google_storage_bucket_iam_binding" "mistakes" {
  bucket = "media"
  role   = "roles/storage.objectViewer"
  members = [
    "ana@example.com",
    #~~~~~~~~~~~~~~~ invalid-member: IAM rejects the member ana@example.com: it needs user:, group: or serviceAccount: in front.
    "reports@shop-prod.iam.gserviceaccount.com",
    #~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-member: IAM rejects the member reports@shop-prod.iam.gserviceaccount.com: it has no prefix; write serviceAccount:reports@shop-prod.iam.gserviceaccount.com.
    "serviceaccount:reports@shop-prod.iam.gserviceaccount.com",
    #~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-member: IAM rejects the member serviceaccount:reports@shop-prod.iam.gserviceaccount.com: it begins with serviceaccount:, which is no kind of principal; write serviceAccount:reports@shop-prod.iam.gserviceaccount.com.
    "User:ana@example.com",
    #~~~~~~~~~~~~~~~~~~~~ invalid-member: IAM rejects the member User:ana@example.com: it begins with User:, which is no kind of principal; write user:ana@example.com.
    "users:ana@example.com",
    #~~~~~~~~~~~~~~~~~~~~~ invalid-member: IAM rejects the member users:ana@example.com: it begins with users:, which is no kind of principal; write user:ana@example.com.
    "user:reports@shop-prod.iam.gserviceaccount.com",
    #~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-member: IAM rejects the member user:reports@shop-prod.iam.gserviceaccount.com: it names a service account as a user; write serviceAccount:reports@shop-prod.iam.gserviceaccount.com.
    "group:reports@shop-prod.iam.gserviceaccount.com",
    #~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-member: IAM rejects the member group:reports@shop-prod.iam.gserviceaccount.com: it names a service account as a group; write serviceAccount:reports@shop-prod.iam.gserviceaccount.com.
    "serviceAccount:reports",
    #~~~~~~~~~~~~~~~~~~~~~~ invalid-member: IAM rejects the member serviceAccount:reports: it is not an e-mail address.
    "serviceAccount:ana@example.com",
    #~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-member: IAM rejects the member serviceAccount:ana@example.com: it is not the e-mail address of a service account.
    "user: ana@example.com",
    #~~~~~~~~~~~~~~~~~~~~~ invalid-member: IAM rejects the member user: ana@example.com: it has a space at its edge; write user:ana@example.com.
    "user:ana@example.com,",
    #~~~~~~~~~~~~~~~~~~~~~ invalid-member: IAM rejects the member user:ana@example.com,: it ends with punctuation; write user:ana@example.com.
    "user:*@example.com",
    #~~~~~~~~~~~~~~~~~~ invalid-member: IAM rejects the member user:*@example.com: it has a wildcard, which IAM does not expand.
    "user:PROJECT_OWNER@example.com",
    #~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-member: IAM rejects the member user:PROJECT_OWNER@example.com: it has a placeholder that was never filled in.
    "serviceAccount:SA_NAME@PROJECT_ID.iam.gserviceaccount.com",
    #~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-member: IAM rejects the member serviceAccount:SA_NAME@PROJECT_ID.iam.gserviceaccount.com: it has a placeholder that was never filled in.
    "serviceAccount:shop-prod.svc.id.goog[web]",
    #~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-member: IAM rejects the member serviceAccount:shop-prod.svc.id.goog[web]: it is not of the form PROJECT.svc.id.goog[NAMESPACE/ACCOUNT].
    "domain:@example.com",
    #~~~~~~~~~~~~~~~~~~~ invalid-member: IAM rejects the member domain:@example.com: it has an @ in a domain; write domain:example.com.
    "allusers",
    #~~~~~~~~ invalid-member: IAM rejects the member allusers: it is written in another letter case; write allUsers.
    "AllAuthenticatedUsers",
    #~~~~~~~~~~~~~~~~~~~~~ invalid-member: IAM rejects the member AllAuthenticatedUsers: it is written in another letter case; write allAuthenticatedUsers.
    "role:ana@example.com",
    #~~~~~~~~~~~~~~~~~~~~ invalid-member: IAM rejects the member role:ana@example.com: it begins with role:, which is no kind of principal.
    "principalSet://iam.googleapis.com/projects/shop-prod/locations/global/workloadIdentityPools/github/*",
    #~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-member: IAM rejects the member principalSet://iam.googleapis.com/projects/shop-prod/locations/global/workloadIdentityPools/github/*: it needs the project number, not the project id.
    "principal://iam.googleapis.com/projects/123/locations/global/workloadIdentityPools/github/attribute.repository/example/shop",
    #~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-member: IAM rejects the member principal://iam.googleapis.com/projects/123/locations/global/workloadIdentityPools/github/attribute.repository/example/shop: it names a set of identities as one: it needs principalSet://.
    "principalSet://iam.googleapis.com/projects/123/locations/global/workloadIdentityPools/github",
    #~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-member: IAM rejects the member principalSet://iam.googleapis.com/projects/123/locations/global/workloadIdentityPools/github: it names a pool and nobody in it: it needs /subject/…, /attribute.… or the like behind it.
    "principalSet://iam.googleapis.com/projects/123/locations/global/workloadIdentityPools/github/providers/main/attribute.repository/example/shop",
    #~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-member: IAM rejects the member principalSet://iam.googleapis.com/projects/123/locations/global/workloadIdentityPools/github/providers/main/attribute.repository/example/shop: it names a provider, and principals are those of its pool.
    "principalSet://iam.googleapis.com/projects/123/locations/global/workloadIdentityPools/github/repository/example/shop",
    #~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-member: IAM rejects the member principalSet://iam.googleapis.com/projects/123/locations/global/workloadIdentityPools/github/repository/example/shop: it has repository where it needs attribute.repository.
    "principalSet://iam.googleapis.com/projects/123/locations/global/workloadIdentityPools/shop-prod.svc.id.goog/namespace/shop",
    "principalSet://iam.googleapis.com/projects/123/locations/global/workloadIdentityPools/github/attributes.repository/example/shop",
    #~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-member: IAM rejects the member principalSet://iam.googleapis.com/projects/123/locations/global/workloadIdentityPools/github/attributes.repository/example/shop: it has attributes.NAME where it needs attribute.NAME.
    "principalSet://iam.googleapis.com/projects/123/locations/global/workloadIdentityPool/github/attribute.repository/example/shop",
    #~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-member: IAM rejects the member principalSet://iam.googleapis.com/projects/123/locations/global/workloadIdentityPool/github/attribute.repository/example/shop: it lacks the s of workloadIdentityPools or workforcePools.
    "principal://goog/subject/ana@example.com",
    #~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-member: IAM rejects the member principal://goog/subject/ana@example.com: it is a form of deny policies, which allow policies refuse.
  ]
}

resource "google_storage_bucket_iam_binding" "valid" {
  bucket = "media"
  role   = "roles/storage.objectViewer"
  members = [
    "user:ana@example.com",
    "group:team@example.com",
    "domain:example.com",
    "serviceAccount:reports@shop-prod.iam.gserviceaccount.com",
    "serviceAccount:123456789012-compute@developer.gserviceaccount.com",
    "serviceAccount:service-123456789012@gs-project-accounts.iam.gserviceaccount.com",
    "serviceAccount:reports@shop.example.com.iam.gserviceaccount.com",
    "serviceAccount:shop-prod.svc.id.goog[shop/web]",
    "serviceAccount:shop-prod.svc.id.goog[${var.workload}]",
    "principal://iam.googleapis.com/projects/123/locations/global/workloadIdentityPools/github/subject/repo:example/shop:ref:refs/heads/main",
    "principalSet://iam.googleapis.com/projects/123/locations/global/workloadIdentityPools/github/attribute.repository/example/shop",
    "principal://iam.googleapis.com/locations/global/workforcePools/staff/subject/ana",
    "principalSet://cloudresourcemanager.googleapis.com/projects/123/type/ServiceAccount",
    "principal://agents.example.googleapis.com/brand/new",
    "principalHierarchy://cloudresourcemanager.googleapis.com/folders/123",
    "principalSet://iam.googleapis.com/projects/123/locations/global/workloadIdentityPools/${var.pool_and_set}",
    "projectEditor:shop-prod",
  ]
}

# On a project they mean nothing.
resource "google_project_iam_binding" "conveniences" {
  project = "shop-prod"
  role    = "roles/run.viewer"
  members = ["projectEditor:shop-prod", "projectOwner:shop-prod"]
  #           ~~~~~~~~~~~~~~~~~~~~~~~ invalid-member: IAM rejects the member projectEditor:shop-prod on project "shop-prod": only buckets and datasets take it; name the people or a group.
  #                                      ~~~~~~~~~~~~~~~~~~~~~~ invalid-member: IAM rejects the member projectOwner:shop-prod on project "shop-prod": only buckets and datasets take it; name the people or a group.
}

resource "google_bigquery_dataset_iam_member" "conveniences" {
  dataset_id = "sales"
  role       = "roles/bigquery.dataViewer"
  member     = "projectViewer:shop-prod"
}

# Service agents are named by the number of their project.
resource "google_project_iam_binding" "agents" {
  project = "shop-prod"
  role    = "roles/run.viewer"
  members = [
    "serviceAccount:service-shop-prod@serverless-robot-prod.iam.gserviceaccount.com",
    #~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-member: IAM rejects the member serviceAccount:service-shop-prod@serverless-robot-prod.iam.gserviceaccount.com: it needs the project number, not the project id.
    "serviceAccount:service-${data.google_project.shop.project_id}@gcp-sa-eventarc.iam.gserviceaccount.com",
   #~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-member: IAM rejects the member serviceAccount:service-${data.google_project.shop.project_id}@gcp-sa-eventarc.iam.gserviceaccount.com: it needs the project number, not the project id.
    "serviceAccount:service-${data.google_project.shop.number}@gcp-sa-eventarc.iam.gserviceaccount.com",
    "serviceAccount:service-${var.project}@gcp-sa-eventarc.iam.gserviceaccount.com",
    "serviceAccount:service-folder-${var.folder}@gcp-sa-logging.iam.gserviceaccount.com",
  ]
}

data "google_project" "shop" {}
