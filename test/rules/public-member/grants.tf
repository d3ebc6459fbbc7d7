variable "reader" {
  default = "allUsers"
  #          ~~~~~~~~ public-member: allUsers is everyone on the internet, who gets roles/storage.legacyBucketReader on bucket "exports"; grant it to those who need it.
}

locals {
  everyone = ["allUsers", "group:team@example.com"]
  #            ~~~~~~~~ public-member: allUsers is everyone on the internet, who gets roles/pubsub.publisher on topic "orders"; grant it to those who need it.
}

resource "google_storage_bucket" "media" {
  name = "shop-media"
}

resource "google_storage_bucket_iam_member" "publishes" {
  bucket = google_storage_bucket.media.name
  role   = "roles/storage.objectViewer"
  member = "allUsers"
  #         ~~~~~~~~ public-member (warning): allUsers is everyone on the internet, who gets roles/storage.objectViewer on bucket "shop-media"; grant it to those who need it.
}

resource "google_storage_bucket_iam_member" "writes" {
  bucket = google_storage_bucket.media.name
  role   = "roles/storage.objectAdmin"
  member = "allAuthenticatedUsers"
  #         ~~~~~~~~~~~~~~~~~~~~~ public-member: allAuthenticatedUsers is everyone with a Google account, who gets roles/storage.objectAdmin on bucket "shop-media"; grant it to those who need it.
}

resource "google_storage_bucket_iam_member" "by_variable" {
  bucket = "exports"
  role   = "roles/storage.legacyBucketReader"
  member = var.reader
}

# One literal that two resources use is one finding.
resource "google_pubsub_topic_iam_binding" "first" {
  topic   = "orders"
  role    = "roles/pubsub.publisher"
  members = local.everyone
}

resource "google_secret_manager_secret_iam_binding" "second" {
  secret_id = "api-key"
  role      = "roles/secretmanager.secretAccessor"
  members   = local.everyone
}

resource "google_artifact_registry_repository_iam_member" "packages" {
  repository = "apps"
  role       = "roles/artifactregistry.reader"
  member     = "allUsers"
  #             ~~~~~~~~ public-member (warning): allUsers is everyone on the internet, who gets roles/artifactregistry.reader on artifact registry repository "apps"; grant it to those who need it.
}

resource "google_project_iam_custom_role" "reader" {
  role_id     = "reader"
  title       = "Reader"
  permissions = ["storage.objects.get"]
}

resource "google_storage_bucket_iam_member" "custom" {
  bucket = "exports"
  role   = google_project_iam_custom_role.reader.id
  member = "allUsers"
  #         ~~~~~~~~ public-member: allUsers is everyone on the internet, who gets google_project_iam_custom_role.reader on bucket "exports"; grant it to those who need it.
}

# Everyone before the basic role that everyone gets.
resource "google_project_iam_member" "everyone_is_editor" {
  project = "shop-prod"
  role    = "roles/editor"
  member  = "allUsers"
  #          ~~~~~~~~ public-member: allUsers is everyone on the internet, who gets roles/editor on project "shop-prod"; grant it to those who need it.
}

# The role stands for the others.
resource "google_project_iam_binding" "everyone_among_others" {
  project = "shop-prod"
  role    = "roles/viewer"
  members = ["group:team@example.com", "allAuthenticatedUsers"]
  #                                     ~~~~~~~~~~~~~~~~~~~~~ public-member: allAuthenticatedUsers is everyone with a Google account, who gets roles/viewer on project "shop-prod"; grant it to those who need it.
}

resource "google_storage_bucket_iam_member" "team" {
  bucket = "exports"
  role   = "roles/storage.objectViewer"
  member = "group:all-users@example.com"
}

resource "google_storage_bucket_iam_member" "unknown_role" {
  bucket = "exports"
  role   = var.role
  member = "allUsers"
}

resource "google_storage_bucket_iam_member" "unknown_member" {
  bucket = "exports"
  role   = "roles/storage.objectViewer"
  member = var.member
}

resource "google_storage_bucket_iam_binding" "removed" {
  bucket  = "exports"
  role    = "roles/storage.objectViewer"
  members = []
}
