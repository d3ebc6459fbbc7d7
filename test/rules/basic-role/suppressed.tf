resource "google_project_iam_member" "behind" {
  project = "shop-prod"
  role    = "roles/owner" # leastwise: ignore[basic-role] break-glass
  member  = "group:break-glass@example.com"
}

resource "google_project_iam_member" "above" {
  project = "shop-prod"
  // leastwise: ignore[public-member, basic-role] break-glass
  role   = "roles/owner"
  member = "group:break-glass@example.com"
}

resource "google_project_iam_member" "in_a_block_comment" {
  project = "shop-prod"
  /* leastwise: ignore[basic-role] until 2027-01-01 moving to roles/run.developer */
  role   = "roles/editor"
  member = "group:developers@example.com"
}

resource "google_project_iam_member" "over" {
  project = "shop-prod"
  role    = "roles/editor" # leastwise: ignore[basic-role] until 2026-11-21 moving to roles/run.developer
  #          ~~~~~~~~~~~~ basic-role: roles/editor gives group:developers@example.com 11,979 permissions across every service on project "shop-prod"; grant the predefined roles that are needed instead.
  member  = "group:developers@example.com"
}

resource "google_project_iam_member" "another_code" {
  project = "shop-prod"
  role    = "roles/editor" # leastwise: ignore[public-member]
  #          ~~~~~~~~~~~~ basic-role: roles/editor gives group:developers@example.com 11,979 permissions across every service on project "shop-prod"; grant the predefined roles that are needed instead.
  member  = "group:developers@example.com"
}
