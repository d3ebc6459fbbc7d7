resource "google_project_iam_binding" "deployers" {
  project = var.project
  role    = "roles/run.developer"
  members = ["group:developers@example.com"]
}

resource "google_project_iam_binding" "more_deployers" {
#         ~~~~~~~~~~~~~~~~~~~~~~~~~~ conflicting-grants: google_project_iam_binding.deployers states all members of roles/run.developer on the project, and google_project_iam_binding.more_deployers changes the same: each apply undoes the other's grants; state each role of a resource in one place only.
  project = var.project
  role    = "roles/run.developer"
  members = ["group:testers@example.com"]
}

resource "google_project_iam_binding" "viewers" {
  project = var.project
  role    = "roles/run.viewer"
  members = ["group:developers@example.com"]
}

resource "google_project_iam_member" "one_viewer" {
  project = var.project
  role    = "roles/run.viewer"
  member  = "user:ana@example.com"
}

resource "google_project_iam_member" "another_viewer" {
#         ~~~~~~~~~~~~~~~~~~~~~~~~~ conflicting-grants: google_project_iam_binding.viewers states all members of roles/run.viewer on the project, and google_project_iam_member.another_viewer changes the same: each apply undoes the other's grants; state each role of a resource in one place only.
  project = "${var.project}"
  role    = "roles/run.viewer"
  member  = "user:ben@example.com"
}

# Another role of the same project.
resource "google_project_iam_member" "another_role" {
  project = var.project
  role    = "roles/run.invoker"
  member  = "user:ana@example.com"
}

# The same role of another project.
resource "google_project_iam_binding" "elsewhere" {
  project = var.other_project
  role    = "roles/run.developer"
  members = ["group:testers@example.com"]
}

# Another condition is another binding.
resource "google_project_iam_binding" "for_a_time" {
  project = var.project
  role    = "roles/run.developer"
  members = ["group:testers@example.com"]

  condition {
    title      = "until spring"
    expression = "request.time < timestamp(\"2027-03-01T00:00:00Z\")"
  }
}

resource "google_project_iam_binding" "unknown_role" {
  project = var.project
  role    = var.role
  members = ["group:testers@example.com"]
}

# To take a role from everyone fights, too.
resource "google_storage_bucket" "orders" {
  name     = "shop-orders"
  location = "EU"
}

resource "google_storage_bucket_iam_binding" "nobody" {
  bucket  = google_storage_bucket.orders.name
  role    = "roles/storage.objectViewer"
  members = []
}

resource "google_storage_bucket_iam_member" "somebody" {
#         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ conflicting-grants: google_storage_bucket_iam_binding.nobody states all members of roles/storage.objectViewer on bucket "shop-orders", and google_storage_bucket_iam_member.somebody changes the same: each apply undoes the other's grants; state each role of a resource in one place only.
  bucket = "shop-orders"
  role   = "roles/storage.objectViewer"
  member = "user:ana@example.com"
}
