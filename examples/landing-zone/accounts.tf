module "accounts" {
  source   = "./modules/service-account"
  for_each = var.accounts

  project_id    = module.projects[each.value.project].project_id
  account_id    = each.key
  display_name  = each.value.display_name
  roles         = each.value.roles
  impersonators = each.value.impersonators
}

# Copies the buckets of the seed project to another continent every night.
module "backup" {
  source = "./modules/service-account"

  project_id    = var.seed_project
  account_id    = "backup"
  display_name  = "Nightly copies"
  roles         = ["roles/storage.admin"]
  impersonators = ["domain:${var.domain}"]
}

# The old booking system runs in a data centre that cannot federate yet.
resource "google_storage_hmac_key" "booking_archive" {
  project               = module.projects["tidemark-booking"].project_id
  service_account_email = module.accounts["booking-api"].email
}
