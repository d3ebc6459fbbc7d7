resource "google_storage_bucket_iam_policy" "media" {
  bucket      = "media"
  policy_data = <<-EOF
    {
      "bindings": [
        {
          "role": "roles/storage.objectViewer",
          "members": ["reports@shop-prod.iam.gserviceaccount.com", "user:${var.reviewer}", "projectOwner:shop-prod"]
          #            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-member: IAM rejects the member reports@shop-prod.iam.gserviceaccount.com: it has no prefix; write serviceAccount:reports@shop-prod.iam.gserviceaccount.com.
        }
      ]
    }
  EOF
}
