resource "google_storage_bucket_iam_binding" "media" {
  bucket = "media"
  role   = "roles/storage.objectAdmin"
  members = [
    "group:team@example.com",
    "allUsers",
    #~~~~~~~~ public-member: allUsers is everyone on the internet, who gets roles/storage.objectAdmin on bucket "media"; grant it to those who need it.
  ]
}

resource "google_storage_bucket_iam_policy" "media" {
  bucket      = "media"
  policy_data = <<-EOF
    {
      "bindings": [
        { "role": "roles/storage.objectAdmin", "members": ["allUsers"] },
        #                                                   ~~~~~~~~ public-member: allUsers is everyone on the internet, who gets roles/storage.objectAdmin on bucket "media"; grant it to those who need it.
        { "role": "roles/storage.objectAdmin", "members": ["group:team@example.com"] }
      ]
    }
  EOF
}
