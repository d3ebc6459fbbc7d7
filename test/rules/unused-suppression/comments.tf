resource "google_project_iam_member" "used" {
  project = "shop"
  role    = "roles/owner" # leastwise: ignore[basic-role] break glass
  member  = "group:team@example.com"
}

resource "google_project_iam_member" "unused" {
  project = "shop"
  role    = "roles/logging.viewer" # leastwise: ignore[basic-role] was an owner once
  #                                                    ~~~~~~~~~~ unused-suppression: There is no basic-role to suppress here: remove what would hide a later one.
  # leastwise: ignore[public-member] nobody knows why
  #                   ~~~~~~~~~~~~~ unused-suppression: There is no public-member to suppress here: remove what would hide a later one.
  member = "group:team@example.com"
}

resource "google_project_iam_member" "some" {
  project = "shop"
  # leastwise: ignore[basic-role, public-member, deleted-member] break glass
  #                               ~~~~~~~~~~~~~ unused-suppression: There is no public-member to suppress here: remove what would hide a later one.
  #                                              ~~~~~~~~~~~~~~ unused-suppression: There is no deleted-member to suppress here: remove what would hide a later one.
  role   = "roles/owner"
  member = "group:team@example.com"
}

resource "google_project_iam_member" "several" {
  project = "shop"
  /* leastwise: ignore[public-member, deleted-member] */
  #                    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ unused-suppression: There is no public-member and deleted-member to suppress here: remove what would hide a later one.
  role   = "roles/logging.viewer"
  member = "group:team@example.com"
}

resource "google_project_iam_member" "misspelt" {
  project = "shop"
  # leastwise: ignore[basic-rolle] break glass
  #                   ~~~~~~~~~~~ unused-suppression: "basic-rolle" is not a rule and suppresses nothing; did you mean "basic-role"?
  role   = "roles/owner"
  member = "group:team@example.com" # leastwise: ignore[no-such-thing-at-all]
  #                                                     ~~~~~~~~~~~~~~~~~~~~ unused-suppression: "no-such-thing-at-all" is not a rule and suppresses nothing; remove it.
}

resource "google_project_iam_member" "dated" {
  project = "shop"
  # leastwise: ignore[basic-role] until 2026-11-22 the last day
  role   = "roles/owner"
  member = "group:team@example.com" # leastwise: ignore[public-member] until 2026-11-21 over
  #                                                                          ~~~~~~~~~~ unused-suppression: This suppression has ended on 2026-11-21, so that public-member would be reported again: renew it or remove it.
}

resource "google_project_iam_member" "comes_and_goes" {
  project = "shop"
  # leastwise: ignore[basic-role, unused-suppression] generated
  role   = "roles/logging.viewer"
  member = "group:team@example.com"
}

# Only the strict profile has user-grant, so nobody can tell here: leastwise: ignore[user-grant] no comment of ours.
resource "google_project_iam_member" "strict" {
  project = "shop"
  role    = "roles/logging.viewer"
  # leastwise: ignore[user-grant] she is the team
  member = "user:ada@example.com"
}

resource "google_storage_bucket_iam_policy" "text" {
  bucket      = "b" # a string: "leastwise: ignore[basic-role]"
  policy_data = <<-EOT
    # leastwise: ignore[basic-role] part of a text
    {}
  EOT
}

locals {
  example = "# leastwise: ignore[basic-role] so it is written"
}
