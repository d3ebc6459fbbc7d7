data "google_iam_policy" "topic" {
  binding {
    role    = "roles/pubsub.publisher"
    members = ["serviceAccount:orders@shop-prod.iam.gserviceaccount.com"]
  }
}

resource "google_pubsub_topic" "orders" {
  name = "orders"
}

resource "google_pubsub_topic_iam_policy" "topic" {
  topic       = google_pubsub_topic.orders.name
  policy_data = data.google_iam_policy.topic.policy_data
}

resource "google_pubsub_topic_iam_member" "another" {
#         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ conflicting-grants: google_pubsub_topic_iam_policy.topic states the whole policy of topic "orders", and google_pubsub_topic_iam_member.another changes the same: each apply undoes the other's grants; state each role of a resource in one place only.
  topic  = google_pubsub_topic.orders.id
  role   = "roles/pubsub.viewer"
  member = "group:operators@example.com"
}

resource "google_pubsub_topic_iam_member" "another_topic" {
  topic  = "payments"
  role   = "roles/pubsub.viewer"
  member = "group:operators@example.com"
}

resource "google_project_iam_policy" "project" {
  project     = "shop-prod"
  policy_data = var.policy
}

resource "google_project_iam_audit_config" "logs" {
#         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ conflicting-grants: google_project_iam_policy.project states the whole policy of project "shop-prod", and google_project_iam_audit_config.logs changes the same: each apply undoes the other's grants; state each role of a resource in one place only.
  project = "shop-prod"
  service = "allServices"

  audit_log_config {
    log_type = "DATA_READ"
  }
}
