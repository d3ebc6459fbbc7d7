resource "google_storage_bucket" "missing" {
#         ~~~~~~~~~~~~~~~~~~~~~ object-acl (information): google_storage_bucket.missing does not enforce public access prevention, so one grant to allUsers makes it public; enforce it.
  name                        = "missing"
  location                    = "EU"
  uniform_bucket_level_access = true
}

resource "google_storage_bucket" "inherited" {
  name                        = "inherited"
  location                    = "EU"
  uniform_bucket_level_access = true
  public_access_prevention    = "inherited"
  #                              ~~~~~~~~~ object-acl (information): google_storage_bucket.inherited does not enforce public access prevention, so one grant to allUsers makes it public; enforce it.
}

resource "google_storage_bucket" "enforced" {
  name                        = "enforced"
  location                    = "EU"
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
}
