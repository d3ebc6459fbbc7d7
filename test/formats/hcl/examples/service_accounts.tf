# One account for each service, none with keys.
locals {
  services = ["catalog", "checkout", "mailer"]
  roles = {
    catalog  = ["roles/datastore.viewer"],
    checkout = ["roles/datastore.user", "roles/cloudtasks.enqueuer"]
    mailer : ["roles/secretmanager.secretAccessor"]
  }

  bindings = flatten([
    for service, roles in local.roles : [
      for role in roles : { service = service, role = role }
    ]
  ])
  by_role = { for binding in local.bindings : binding.role => binding.service... }
  writers = { for key, value in local.roles : upper(key) => value if length(value) > 1 && key != "mailer" }
}

resource "google_service_account" "service" {
  for_each     = toset(local.services)
  account_id   = "run-${each.key}"
  display_name = "Cloud Run: ${title(each.key)}"
}

resource "google_project_iam_member" "service" {
  for_each = {
    for binding in local.bindings : "${binding.service}/${binding.role}" => binding
  }

  project = var.project
  role    = each.value.role
  member  = google_service_account.service[each.value.service].member
}

resource "google_project_iam_binding" "owners" {
  project = var.project
  role    = "roles/owner"
  members = [
    "group:owners@example.com", # people only
    "serviceAccount:${google_service_account.service["checkout"].email}",
  ]

  condition {
    title      = "until_2030"
    expression = "request.time < timestamp(\"2030-01-01T00:00:00Z\")"
  }
}

output "emails" {
  value = values(google_service_account.service)[*].email
}

output "first" {
  value = google_service_account.legacy.0.email
}

output "legacy" {
  value = google_service_account.legacy.*.email
}
