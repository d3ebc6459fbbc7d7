variable "members" {
  default = ["group:team@example.com", "reports@shop-prod.iam.gserviceaccount.com"]
  #                                     ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-member: IAM rejects the member reports@shop-prod.iam.gserviceaccount.com: it has no prefix; write serviceAccount:reports@shop-prod.iam.gserviceaccount.com.
}

variable "given" {}

resource "google_service_account" "reports" {
  account_id = "reports"
}

resource "google_storage_bucket_iam_member" "user_of_an_account" {
  bucket = "media"
  role   = "roles/storage.objectViewer"
  member = "user:${google_service_account.reports.email}"
  #        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-member: IAM rejects the member user:${google_service_account.reports.email}: it names a service account as a user.
}

resource "google_storage_bucket_iam_binding" "by_variable" {
  bucket  = "media"
  role    = "roles/storage.objectViewer"
  members = var.members
}

resource "google_storage_bucket_iam_member" "for_each" {
  for_each = toset(var.members)
  bucket   = "exports"
  role     = "roles/storage.objectViewer"
  member   = each.key
}

# The wrong attribute is invalid-service-account's.
resource "google_storage_bucket_iam_member" "wrong_attribute" {
  bucket = "media"
  role   = "roles/storage.objectViewer"
  member = google_service_account.reports.email
}

resource "google_storage_bucket_iam_member" "right" {
  bucket = "media"
  role   = "roles/storage.objectViewer"
  member = google_service_account.reports.member
}

resource "google_storage_bucket_iam_member" "given" {
  bucket = "media"
  role   = "roles/storage.objectViewer"
  member = var.given
}

resource "google_storage_bucket_iam_member" "given_behind_prefix" {
  bucket = "media"
  role   = "roles/storage.objectViewer"
  member = "serviceAccount:${var.given}"
}

resource "google_storage_bucket_iam_member" "filled_in" {
  bucket = "media"
  role   = "roles/storage.objectViewer"
  member = "user:{{ reviewer }}"
}

resource "google_storage_bucket_iam_member" "half_typed" {
  bucket = "media"
  role   = "roles/storage.objectViewer"
  member = ""
}

data "google_project" "shop" {}

resource "google_service_account_iam_member" "pool_of_project_id" {
  service_account_id = google_service_account.reports.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "principalSet://iam.googleapis.com/projects/${data.google_project.shop.project_id}/locations/global/workloadIdentityPools/github/attribute.repository/shop/media"
  #                    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-member: IAM rejects the member principalSet://iam.googleapis.com/projects/${data.google_project.shop.project_id}/locations/global/workloadIdentityPools/github/attribute.repository/shop/media: it needs the project number, not the project id.
}

resource "google_service_account_iam_member" "pool_of_project_number" {
  service_account_id = google_service_account.reports.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "principalSet://iam.googleapis.com/projects/${data.google_project.shop.number}/locations/global/workloadIdentityPools/github/attribute.repository/shop/media"
}
