# Whom a workforce pool takes is the directory's to say.
resource "google_iam_workforce_pool_provider" "staff" {
  workforce_pool_id = "staff"
  location          = "global"
  provider_id       = "directory"
  oidc {
    issuer_uri = "https://login.example.com"
    client_id  = "leastwise"
  }
}
