resource "google_project_iam_member" "strict" {
  project = "shop"
  role    = "roles/logging.viewer"
  # leastwise: ignore[user-grant] she is the team
  member = "user:ada@example.com"
}

resource "google_project_iam_member" "team" {
  project = "shop"
  role    = "roles/logging.viewer"
  # leastwise: ignore[user-grant] a group by now
  #                   ~~~~~~~~~~ unused-suppression: There is no user-grant to suppress here: remove what would hide a later one.
  member = "group:team@example.com"
}
