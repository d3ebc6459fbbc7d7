resource "google_service_account" "app" {
  project    = "shop-prod"
  account_id = "orders-app"
}

resource "google_project_iam_member" "first" {
  project = "shop-prod"
  role    = "roles/run.viewer"
  member  = google_service_account.app.member
}

resource "google_project_iam_member" "second" {
  project = "projects/shop-prod"
  role    = "roles/run.viewer"
  member  = "serviceAccount:orders-app@shop-prod.iam.gserviceaccount.com"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ duplicate-grant: serviceAccount:orders-app@shop-prod.iam.gserviceaccount.com already has roles/run.viewer on project "shop-prod": whoever takes back one of the two grants will think that it is gone; keep one.
}

resource "google_project_iam_member" "another_role" {
  project = "shop-prod"
  role    = "roles/run.invoker"
  member  = google_service_account.app.member
}

resource "google_project_iam_member" "for_a_time" {
  project = "shop-prod"
  role    = "roles/run.viewer"
  member  = google_service_account.app.member

  condition {
    title      = "until spring"
    expression = "request.time < timestamp(\"2027-03-01T00:00:00Z\")"
  }
}

resource "google_storage_bucket_iam_binding" "twice_in_a_list" {
  bucket = "orders"
  role   = "roles/storage.objectViewer"

  members = [
    "user:ana@example.com",
    "group:operators@example.com",
    "user:Ana@example.com",
    #~~~~~~~~~~~~~~~~~~~~ duplicate-grant: user:Ana@example.com already has roles/storage.objectViewer on bucket "orders": whoever takes back one of the two grants will think that it is gone; keep one.
  ]
}

# One or the other.
resource "google_project_iam_member" "maybe" {
  count   = var.first ? 1 : 0
  project = "shop-prod"
  role    = "roles/browser"
  member  = "user:ana@example.com"
}

resource "google_project_iam_member" "or" {
  count   = var.first ? 0 : 1
  project = "shop-prod"
  role    = "roles/browser"
  member  = "user:ana@example.com"
}

# Each element is another member.
resource "google_project_iam_member" "each" {
  for_each = toset(["user:ben@example.com", "user:eva@example.com"])
  project  = "shop-prod"
  role     = "roles/logging.viewer"
  member   = each.value
}

resource "google_project_iam_member" "once_more" {
  project = "shop-prod"
  role    = "roles/logging.viewer"
  member  = "user:eva@example.com"
  #          ~~~~~~~~~~~~~~~~~~~~ duplicate-grant: user:eva@example.com already has roles/logging.viewer on project "shop-prod": whoever takes back one of the two grants will think that it is gone; keep one.
}

resource "google_project_iam_member" "unknown" {
  project = "shop-prod"
  role    = "roles/logging.viewer"
  member  = var.member
}

resource "google_project_iam_member" "unknown_again" {
  project = "shop-prod"
  role    = "roles/logging.viewer"
  member  = var.member
}
