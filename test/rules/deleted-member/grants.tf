resource "google_project_iam_member" "gone" {
  project = "shop-prod"
  role    = "roles/logging.viewer"
  member  = "deleted:user:ana@example.com?uid=123456789012345678901"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ deleted-member (error): deleted:user:ana@example.com?uid=123456789012345678901 no longer exists: the grant gives nobody anything, and Terraform refuses it; remove the member.
}

resource "google_project_iam_binding" "one_is_gone" {
  project = "shop-prod"
  role    = "roles/run.viewer"

  members = [
    "group:developers@example.com",
    "deleted:principal://iam.googleapis.com/locations/global/workforcePools/staff/subject/ana",
    #~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ deleted-member (error): deleted:principal://iam.googleapis.com/locations/global/workforcePools/staff/subject/ana no longer exists: the grant gives nobody anything, and Terraform refuses it; remove the member.
  ]
}

data "google_iam_policy" "bucket" {
  binding {
    role    = "roles/storage.objectViewer"
    members = ["deleted:serviceAccount:importer@shop-prod.iam.gserviceaccount.com?uid=123456789012345678901"]
    #           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ deleted-member (error): deleted:serviceAccount:importer@shop-prod.iam.gserviceaccount.com?uid=123456789012345678901 no longer exists: the grant gives nobody anything, and Terraform refuses it; remove the member.
  }
}

resource "google_project_iam_member" "there" {
  project = "shop-prod"
  role    = "roles/logging.viewer"
  member  = "user:deleted@example.com"
}
