resource "google_storage_bucket" "missing" {
#         ~~~~~~~~~~~~~~~~~~~~~ object-acl: google_storage_bucket.missing has no uniform bucket-level access, so access control lists can open single objects past its IAM policy, and no policy shows it; switch it on.
  name     = "missing"
  location = "EU"
}

resource "google_storage_bucket" "off" {
  name                        = "off"
  location                    = "EU"
  uniform_bucket_level_access = false
  #                             ~~~~~ object-acl: google_storage_bucket.off has no uniform bucket-level access, so access control lists can open single objects past its IAM policy, and no policy shows it; switch it on.
}

resource "google_storage_bucket" "off_by_default" {
  name                        = "off-by-default"
  location                    = "EU"
  uniform_bucket_level_access = var.uniform
}

resource "google_storage_bucket" "each" {
  for_each                    = { media = true, uploads = false }
  #                                                       ~~~~~ object-acl: google_storage_bucket.each has no uniform bucket-level access, so access control lists can open single objects past its IAM policy, and no policy shows it; switch it on.
  name                        = each.key
  location                    = "EU"
  uniform_bucket_level_access = each.value
}

resource "google_storage_bucket" "on" {
  name                        = "on"
  location                    = "EU"
  uniform_bucket_level_access = true
}

resource "google_storage_bucket" "old_name" {
  name               = "old-name"
  location           = "EU"
  bucket_policy_only = true
}

resource "google_storage_bucket" "given" {
  name                        = "given"
  location                    = "EU"
  uniform_bucket_level_access = var.given
}

# One that exists already.
data "google_storage_bucket" "other" {
  name = "other"
}

variable "uniform" {
  default = false
  #         ~~~~~ object-acl: google_storage_bucket.off_by_default has no uniform bucket-level access, so access control lists can open single objects past its IAM policy, and no policy shows it; switch it on.
}

variable "given" {}
