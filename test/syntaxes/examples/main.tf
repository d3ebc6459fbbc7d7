# leastwise: ignore[public-member, basic-role] until 2027-01-31 the shop is open to everyone
resource "google_project_iam_member" "public" {
  project = "shop"
  role    = "roles/run.invoker"
  member  = "allUsers" // leastwise: ignore[public-member] as above
}

/* leastwise: ignore[basic-role] */
resource "google_project_iam_binding" "custom" {
  role = "projects/shop/roles/reader.v2"
  members = [
    "allAuthenticatedUsers",
    "user:alice@example.com",
    "group:team@example.com",
    "domain:example.com",
    "serviceAccount:api-runtime@shop.iam.gserviceaccount.com",
    "serviceAccount:${google_service_account.api.email}",
    "serviceAccount:shop.svc.id.goog[default/api]",
    "deleted:user:bob@example.com?uid=123456789012345678901",
    "projectOwner:shop",
    "principal://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/subject/s",
    "principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/*",
  ]
  condition {
    title      = "short"
    expression = "request.time < timestamp(\"2027-01-01T00:00:00Z\") && resource.name.startsWith('projects/_/buckets/${var.bucket}')"
  }
  condition {
    title      = "long"
    expression = <<-EOT
      // until the end of the year
      request.time < timestamp("2027-01-01T00:00:00Z") &&
      resource.type in ['storage.googleapis.com/Bucket', r"x\d"] ? true : size(${var.list}) > 1.5e3
    EOT
    description = "roles/viewer"
  }
}

resource "google_project_iam_custom_role" "reader" {
  permissions = ["storage.objects.get", "iam.serviceAccounts.getAccessToken", "compute.googleapis.com/networks.use"]
}

data "google_service_account_access_token" "api" {
  target_service_account = "123456789012-compute@developer.gserviceaccount.com"
  scopes                 = ["https://www.googleapis.com/auth/cloud-platform", "userinfo-email"]
  lifetime               = "3600s"
}

resource "google_iam_workload_identity_pool_provider" "github" {
  attribute_condition = "assertion.repository_owner == 'shop' && has(assertion.ref)"
}

resource "google_project_iam_policy" "all" {
  policy_data = <<EOF
    { "bindings": [{ "role": "roles/viewer", "members": ["user:alice@example.com"] }] }
EOF
}

# Not ours: roles/viewer in a comment, allUsers, user:alice@example.com, ignore[public-member]
locals {
  url      = "https://cloud.google.com/iam/docs/roles/viewer"
  sentence = "give roles/viewer to allUsers"
  timeout  = "3600s"
  host     = "storage.googleapis.com"
  file     = "config.env.local"
  user     = "user: alice"
  crontab  = { expression = "rate(5 minutes)" }
  plain    = roles.viewer
}
