data "google_iam_policy" "shared" {
  binding {
    role    = "roles/storage.objectViewer"
    members = ["user:ana@example.com", "user:ben@example.com"]
  }

  binding {
    role    = "roles/storage.objectViewer"
    members = ["user:ben@example.com"]
    #           ~~~~~~~~~~~~~~~~~~~~ duplicate-grant: user:ben@example.com already has roles/storage.objectViewer on bucket "orders": whoever takes back one of the two grants will think that it is gone; keep one.
  }
}

resource "google_storage_bucket_iam_policy" "orders" {
  bucket      = "orders"
  policy_data = data.google_iam_policy.shared.policy_data
}

# Two buckets with one policy are two policies.
resource "google_storage_bucket_iam_policy" "payments" {
  bucket      = "payments"
  policy_data = data.google_iam_policy.shared.policy_data
}
