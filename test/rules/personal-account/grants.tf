resource "google_project_iam_member" "personal" {
  project = "shop-prod"
  role    = "roles/run.developer"
  member  = "user:ana.shop@gmail.com"
  #          ~~~~~~~~~~~~~~~~~~~~~~~ personal-account: user:ana.shop@gmail.com is a personal account, which keeps roles/run.developer on project "shop-prod" after its owner has left, and which nobody else can lock or protect; grant the role to an account or a group of the organization.
}

resource "google_storage_bucket_iam_binding" "several" {
  bucket = "orders"
  role   = "roles/storage.objectViewer"

  members = [
    "user:ana@example.com",
    "user:Ben@Outlook.com",
    #~~~~~~~~~~~~~~~~~~~~ personal-account: user:Ben@Outlook.com is a personal account, which keeps roles/storage.objectViewer on bucket "orders" after its owner has left, and which nobody else can lock or protect; grant the role to an account or a group of the organization.
    "group:helpers@googlegroups.com",
  ]
}

resource "google_project_iam_member" "of_the_organization" {
  project = "shop-prod"
  role    = "roles/run.developer"
  member  = "user:gmail.com@example.com"
}

resource "google_project_iam_member" "half_known" {
  project = "shop-prod"
  role    = "roles/run.developer"
  member  = "user:${var.name}@gmail.com"
  #         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ personal-account: user:…@gmail.com is a personal account, which keeps roles/run.developer on project "shop-prod" after its owner has left, and which nobody else can lock or protect; grant the role to an account or a group of the organization.
}

resource "google_project_iam_member" "unknown" {
  project = "shop-prod"
  role    = "roles/run.developer"
  member  = "user:${var.mail}"
}
