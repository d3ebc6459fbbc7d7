resource "google_cloud_run_v2_service_iam_member" "staff" {
  name   = "handbook"
  role   = "roles/run.invoker"
  member = "domain:Example.com"
}

resource "google_cloud_run_v2_service_iam_member" "others" {
  name   = "handbook"
  role   = "roles/run.invoker"
  member = "domain:example.org"
  #         ~~~~~~~~~~~~~~~~~~ wide-principal-set: domain:example.org is everyone in a domain that is not your own, and all of them get roles/run.invoker on Cloud Run service "handbook"; grant the role to the people who need it.
}

resource "google_storage_bucket_iam_member" "staff_reads" {
  bucket = "packages"
  role   = "roles/storage.objectViewer"
  member = "domain:example.com"
  #         ~~~~~~~~~~~~~~~~~~ wide-principal-set: domain:example.com is everyone in the domain, and all of them get roles/storage.objectViewer on bucket "packages"; grant the role to the group that needs it.
}

resource "google_cloud_run_v2_service_iam_member" "of_a_variable" {
  name   = "handbook"
  role   = "roles/run.invoker"
  member = "domain:${var.domain}"
}
