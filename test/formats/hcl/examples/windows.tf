locals {
  heredoc = <<-EOT
    first
      second

    third
  EOT
  list = [
    "a",
    "b" # c
  ]
}

resource "google_service_account" "windows" {
  account_id = "windows"
}
