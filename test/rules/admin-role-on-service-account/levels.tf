resource "google_service_account" "app" {
  account_id = "orders-app"
  project    = "shop-prod"
}

resource "google_project_iam_member" "hands_out_access" {
  project = "shop-prod"
  role    = "roles/storage.admin"
  #          ~~~~~~~~~~~~~~~~~~~ admin-role-on-service-account: roles/storage.admin lets serviceAccount:orders-app@shop-prod.iam.gserviceaccount.com hand out access to storage resources in project "shop-prod", and so whoever gets into its workload; grant the narrower role that the workload needs, on the resources that it uses.
  member  = google_service_account.app.member
}

resource "google_folder_iam_member" "creates_and_deletes" {
  folder = "folders/123"
  role   = "roles/cloudsql.admin"
  #         ~~~~~~~~~~~~~~~~~~~~ admin-role-on-service-account: roles/cloudsql.admin lets serviceAccount:importer@shop-prod.iam.gserviceaccount.com create and delete cloudsql.instances in folder "123", and so whoever gets into its workload; grant the narrower role that the workload needs, on the resources that it uses.
  member = "serviceAccount:importer@shop-prod.iam.gserviceaccount.com"
}

resource "google_organization_iam_binding" "several_with_a_version" {
  org_id = "123456789"
  role   = "roles/compute.instanceAdmin.v1"
  #         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ admin-role-on-service-account: roles/compute.instanceAdmin.v1 lets serviceAccount:orders-app@shop-prod.iam.gserviceaccount.com and serviceAccount:importer@shop-prod.iam.gserviceaccount.com hand out access to compute resources in organization "123456789", and so whoever gets into its workload; grant the narrower role that the workload needs, on the resources that it uses.

  members = [
    google_service_account.app.member,
    "serviceAccount:importer@shop-prod.iam.gserviceaccount.com",
    "group:operators@example.com",
  ]
}

resource "google_project_iam_member" "only_in_name" {
  project = "shop-prod"
  role    = "roles/recommender.computeAdmin"
  member  = google_service_account.app.member
}

# The word stands in the name, at another place.
resource "google_project_iam_member" "no_administrator" {
  project = "shop-prod"
  role    = "roles/cloudsql.client"
  member  = google_service_account.app.member
}

resource "google_storage_bucket_iam_member" "on_one_bucket" {
  bucket = "orders"
  role   = "roles/storage.admin"
  member = google_service_account.app.member
}

# A group of people may administer.
resource "google_project_iam_member" "people" {
  project = "shop-prod"
  role    = "roles/storage.admin"
  member  = "group:operators@example.com"
}

resource "google_project_iam_member" "service_agent" {
  project = "shop-prod"
  role    = "roles/storage.admin"
  member  = "serviceAccount:service-123456789012@gcp-sa-cloudbuild.iam.gserviceaccount.com"
}

# This could be a service agent.
resource "google_project_iam_member" "unknown_account" {
  project = "shop-prod"
  role    = "roles/storage.admin"
  member  = "serviceAccount:${var.account}"
}

resource "google_project_iam_member" "one_bucket_by_condition" {
  project = "shop-prod"
  role    = "roles/storage.admin"
  member  = google_service_account.app.member

  condition {
    title      = "orders only"
    expression = "resource.name.startsWith(\"projects/_/buckets/orders\")"
  }
}

# privilege-escalation says more of this one.
resource "google_project_iam_member" "escalates" {
  project = "shop-prod"
  role    = "roles/resourcemanager.projectIamAdmin"
  member  = google_service_account.app.member
}

# IAM rejects the name as long as it is; the role is too much for whoever is meant.
resource "google_project_iam_member" "short_name" {
  project = "shop-prod"
  role    = "roles/storage.admin"
  #          ~~~~~~~~~~~~~~~~~~~ admin-role-on-service-account: roles/storage.admin lets serviceAccount:app@shop-prod.iam.gserviceaccount.com hand out access to storage resources in project "shop-prod", and so whoever gets into its workload; grant the narrower role that the workload needs, on the resources that it uses.
  member  = "serviceAccount:app@shop-prod.iam.gserviceaccount.com"
}

data "google_service_account" "elsewhere" {
  account_id = "orders-worker"
}

resource "google_project_iam_member" "looked_up" {
  project = "shop-prod"
  role    = "roles/pubsub.admin"
  #          ~~~~~~~~~~~~~~~~~~ admin-role-on-service-account: roles/pubsub.admin lets data.google_service_account.elsewhere hand out access to pubsub resources in project "shop-prod", and so whoever gets into its workload; grant the narrower role that the workload needs, on the resources that it uses.
  member  = "serviceAccount:${data.google_service_account.elsewhere.email}"
}

# Google's own agents come by variables, too.
resource "google_project_iam_member" "of_whom" {
  project = "shop-prod"
  role    = "roles/pubsub.admin"
  member  = "serviceAccount:${var.account}"
}
