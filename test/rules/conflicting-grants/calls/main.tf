# Each call states who views the logs of the one project.
module "operators" {
  source  = "./viewers"
  project = "shop-prod"
  members = ["group:operators@example.com"]
}

module "developers" {
  source  = "./viewers"
  project = "shop-prod"
  members = ["group:developers@example.com"]
}

# Only one of these is called.
module "closed" {
  count  = var.open ? 0 : 1
  source = "./alternatives"
}

module "open" {
  count  = var.open ? 1 : 0
  source = "./alternatives"
}

# The providers may be of different projects.
module "europe" {
  source    = "./regional"
  providers = { google = google.europe }
}

module "america" {
  source    = "./regional"
  providers = { google = google.america }
}

variable "open" {
  type = bool
}
