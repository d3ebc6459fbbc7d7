# The whole company may find its projects.
resource "google_organization_iam_custom_role" "project_finder" {
  org_id      = "123456789"
  role_id     = "projectFinder"
  title       = "Project finder"
  permissions = ["resourcemanager.projects.get", "resourcemanager.projects.list"]
}

resource "google_organization_iam_member" "finders" {
  org_id = "123456789"
  role   = google_organization_iam_custom_role.project_finder.name
  member = "domain:example.com"
}

# But not see who may do what in its buckets.
resource "google_organization_iam_custom_role" "bucket_finder" {
  org_id      = "123456789"
  role_id     = "bucketFinder"
  title       = "Bucket finder"
  permissions = ["resourcemanager.projects.get", "storage.buckets.list", "storage.buckets.getIamPolicy"]
}

resource "google_organization_iam_member" "bucket_finders" {
  org_id = "123456789"
  role   = google_organization_iam_custom_role.bucket_finder.name
  member = "domain:example.com"
  #         ~~~~~~~~~~~~~~~~~~ wide-principal-set: domain:example.com is everyone in the domain, and all of them get organizations/123456789/roles/bucketFinder on organization "123456789"; grant the role to the group that needs it.
}
