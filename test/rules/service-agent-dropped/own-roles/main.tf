data "google_iam_policy" "editors" {
  binding {
    role    = "roles/editor"
    members = ["group:developers@example.com"]
  }
}

resource "google_project_iam_policy" "editors" {
  project     = "shop-lab"
  policy_data = data.google_iam_policy.editors.policy_data
 #~~~~~~~~~~~ service-agent-dropped: google_project_iam_policy.editors states the whole policy on project "shop-lab" and leaves out roles/editor for PROJECT_NUMBER@cloudservices.gserviceaccount.com, so that Google's own service stops working there; add it, or grant with google_project_iam_member.
}

data "google_iam_policy" "editors_and_agent" {
  binding {
    role    = "roles/editor"
    members = ["group:developers@example.com", "serviceAccount:123456789012@cloudservices.gserviceaccount.com"]
  }
}

resource "google_project_iam_policy" "editors_and_agent" {
  project     = "shop-test"
  policy_data = data.google_iam_policy.editors_and_agent.policy_data
}
