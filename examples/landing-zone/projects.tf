module "projects" {
  source   = "./modules/project"
  for_each = var.projects

  project_id      = each.key
  folder          = google_folder.folders[each.value.folder].name
  billing_account = var.billing_account
  apis            = each.value.apis
  owners          = "group:${each.value.owners}@${var.domain}"
  roles           = local.project_roles[each.key]
}

# Keys for what is stored in the lab and must not be read by those who keep the keys.
resource "google_kms_key_ring" "lab" {
  project  = module.projects["tidemark-lab"].project_id
  name     = "lab"
  location = var.region
}

resource "google_project_iam_member" "lab_keys" {
  for_each = toset(["roles/cloudkms.admin", "roles/cloudkms.cryptoKeyEncrypterDecrypter"])

  project = module.projects["tidemark-lab"].project_id
  role    = each.value
  member  = "group:lab-owners@${var.domain}"
}
