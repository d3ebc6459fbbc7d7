# A private key in a heredoc, and as one string with escapes.
locals {
  private_key = <<-EOT
    -----BEGIN RSA PRIVATE KEY-----
# @4..+3:33 hardcoded-credential: A private key is written here, and whoever reads this file or its history can act as its owner; revoke it, and keep what replaces it in Secret Manager if nothing can do without it.
    NotAKeyOnlyAnExampleOfTheRuleHardcodedCredential0123456789abcdefgh
    NotAKeyOnlyAnExampleOfTheRuleHardcodedCredential0123456789ABCDEFGH
    -----END RSA PRIVATE KEY-----
  EOT

  escaped = "-----BEGIN PRIVATE KEY-----\nNotAKeyOnlyAnExampleOfTheRuleHardcodedCredential0123456789abcdefgh\n-----END PRIVATE KEY-----\n"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ hardcoded-credential: A private key is written here, and whoever reads this file or its history can act as its owner; revoke it, and keep what replaces it in Secret Manager if nothing can do without it.

  key_file = "{\"type\": \"service_account\", \"project_id\": \"shop-prod\", \"private_key\": \"-----BEGIN PRIVATE KEY-----\\nNotAKeyOnlyAnExampleOfTheRuleHardcodedCredential0123456789abcdefgh\\n-----END PRIVATE KEY-----\\n\"}"
  #                                                                                             ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ hardcoded-credential: The key of a service account is written here, and whoever reads this file or its history can act as the service account; revoke it, and keep what replaces it in Secret Manager if nothing can do without it.

  lines = join("\n", [
    "-----BEGIN PRIVATE KEY-----",
# @5..+3:30 hardcoded-credential: The key of a service account is written here, and whoever reads this file or its history can act as the service account; revoke it, and keep what replaces it in Secret Manager if nothing can do without it.
    "NotAKeyOnlyAnExampleOfTheRuleHardcoded",
    "Credential0123456789abcdefghABCDEFGHIJ",
    "-----END PRIVATE KEY-----",
  ])
}

# The same in base64.
resource "google_secret_manager_secret_version" "encoded" {
  secret      = "partner"
  secret_data = "LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCk5vdEFLZXlPbmx5QW5FeGFtcGxlT2ZUaGVSdWxlSGFyZGNvZGVkQ3JlZGVudGlhbDAxMjM0NTY3ODlhYmNkZWZnaAotLS0tLUVORCBQUklWQVRFIEtFWS0tLS0tCg=="
  #              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ hardcoded-credential: A private key is written here in base64, and whoever reads this file or its history can act as its owner; revoke it, and keep what replaces it in Secret Manager if nothing can do without it.
}

# Tokens, API keys and HMAC keys.
provider "google" {
  alias        = "partner"
  access_token = "ya29.c.NotATokenOnlyAnExampleOfTheRule-0123456789"
  #               ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ hardcoded-credential: An access token is written here, and whoever reads this file or its history can act as its owner; revoke it, and keep what replaces it in Secret Manager if nothing can do without it.
}

resource "google_cloudfunctions_function" "maps" {
  name                  = "maps"
  service_account_email = "maps-fn@shop-prod.iam.gserviceaccount.com"
  build_service_account = "projects/shop-prod/serviceAccounts/builder@shop-prod.iam.gserviceaccount.com"

  environment_variables = {
    MAPS_KEY      = "AIzaNotAKeyOnlyAnExample-0123456789-abc"
    #                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ hardcoded-credential: An API key is written here, and whoever reads this file or its history can act as the project; revoke it, and keep what replaces it in Secret Manager if nothing can do without it.
    S3_ACCESS_KEY = "GOOG1ENOTANACCESSIDONLYANEXAMPLE0123456789ABCDEFGHIJKLMNOPQRS"
    S3_SECRET_KEY = "NotASecretOnlyAnExample/0123456789+abcde"
    #                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ hardcoded-credential: The secret of an HMAC key is written here, and whoever reads this file or its history can act as its owner; revoke it, and keep what replaces it in Secret Manager if nothing can do without it.
  }
}

# In a comment: ya29.a0NotATokenOnlyAnExampleOfTheRule0123456789
#               ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ hardcoded-credential: An access token is written here, and whoever reads this file or its history can act as its owner; revoke it, and keep what replaces it in Secret Manager if nothing can do without it.

# What only stands for a secret.
locals {
  public_key  = "-----BEGIN PUBLIC KEY-----\nNotAKeyOnlyAnExampleOfTheRuleHardcodedCredential0123456789abcdefgh\n-----END PUBLIC KEY-----\n"
  encrypted   = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nNotAKeyOnlyAnExampleOfTheRuleHardcodedCredential0123456789abcdefgh\n-----END ENCRYPTED PRIVATE KEY-----\n"
  reference   = "-----BEGIN PRIVATE KEY-----\n${var.key}\n-----END PRIVATE KEY-----\n"
  placeholder = "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----\n"
  file        = file("key.pem")
  token       = "ya29.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
  api_key     = "AIzaXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX"
  access_id   = "GOOG1ENOTANACCESSIDONLYANEXAMPLE0123456789ABCDEFGHIJKLMNOPQRS"
  commit      = "0123456789abcdef0123456789abcdef01234567"
  json        = "eyJrZXkiOiAiTm90aGluZyBidXQgSlNPTiBpbiBiYXNlNjQsIGxvbmcgZW5vdWdoIHRvIGJlIGRlY29kZWQgYW5kIHJlYWQgYW5kIGZvdW5kIHRvIGhvbGQgbm8ga2V5IGF0IGFsbCJ9"
}
