region  = "eu-west-1"
members = ["user:alice@example.com", "allUsers"]
role    = "roles/viewer"
