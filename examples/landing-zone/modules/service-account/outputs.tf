output "email" {
  value = google_service_account.account.email
}

output "member" {
  value = google_service_account.account.member
}

output "name" {
  value = google_service_account.account.name
}
