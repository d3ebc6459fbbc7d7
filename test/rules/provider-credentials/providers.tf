provider "google" {
  credentials = file("terraform-key.json")
  #             ~~~~~~~~~~~~~~~~~~~~~~~~~~ provider-credentials: provider "google" takes its credentials from a file: a service account key never expires and works from anywhere; sign in with an identity of your own, and set impersonate_service_account.
}

provider "google" {
  alias       = "path"
  credentials = "~/keys/terraform.json"
  #              ~~~~~~~~~~~~~~~~~~~~~ provider-credentials: provider "google" takes its credentials from a file: a service account key never expires and works from anywhere; sign in with an identity of your own, and set impersonate_service_account.
}

provider "google-beta" {
  credentials = "${file("${path.module}/terraform-key.json")}"
  #                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ provider-credentials: provider "google-beta" takes its credentials from a file: a service account key never expires and works from anywhere; sign in with an identity of your own, and set impersonate_service_account.
}

provider "google" {
  alias       = "path_in_module"
  credentials = "${path.module}/terraform-key.json"
  #             ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ provider-credentials: provider "google" takes its credentials from a file: a service account key never expires and works from anywhere; sign in with an identity of your own, and set impersonate_service_account.
}

provider "google" {
  alias       = "local"
  credentials = local.key
  #             ~~~~~~~~~ provider-credentials: provider "google" takes its credentials from a file: a service account key never expires and works from anywhere; sign in with an identity of your own, and set impersonate_service_account.
}

provider "google" {
  alias       = "expanded"
  credentials = pathexpand("~/keys/terraform.json")
  #                         ~~~~~~~~~~~~~~~~~~~~~ provider-credentials: provider "google" takes its credentials from a file: a service account key never expires and works from anywhere; sign in with an identity of your own, and set impersonate_service_account.
}

locals {
  key = file(var.key_file)
}

variable "key_file" {}

provider "google" {
  alias        = "token"
  access_token = "a-token-from-somewhere"
  #               ~~~~~~~~~~~~~~~~~~~~~~ provider-credentials (error): provider "google" has an access token written out: everyone who reads the file can use it until it expires, and nothing works after that; revoke it and set impersonate_service_account.
}

# Whoever impersonates with a key still has the key.
provider "google" {
  alias                       = "both"
  credentials                 = file("terraform-key.json")
  #                             ~~~~~~~~~~~~~~~~~~~~~~~~~~ provider-credentials: provider "google" takes its credentials from a file: a service account key never expires and works from anywhere; sign in with an identity of your own, and set impersonate_service_account.
  impersonate_service_account = "terraform@shop-prod.iam.gserviceaccount.com"
}

# The address of this account is known, so it may exist already.
resource "google_service_account" "terraform" {
  project    = "shop-prod"
  account_id = "terraform"
}

provider "google" {
  alias                       = "impersonates"
  impersonate_service_account = "terraform@shop-prod.iam.gserviceaccount.com"
}

provider "google" {
  alias        = "by_reference"
  access_token = data.google_client_config.current.access_token
}

data "google_client_config" "current" {}

provider "google" {
  alias        = "by_ephemeral_reference"
  access_token = ephemeral.google_service_account_access_token.deploy.access_token
}

ephemeral "google_service_account_access_token" "deploy" {
  target_service_account = "deploy@shop-prod.iam.gserviceaccount.com"
  scopes                 = ["https://www.googleapis.com/auth/devstorage.read_write"]
}

provider "google" {
  alias       = "given"
  credentials = var.credentials
}

variable "credentials" {
  default   = null
  sensitive = true
}

provider "google" {
  alias       = "computed"
  credentials = base64decode(google_service_account_key.other.private_key)
}

provider "google" {
  alias       = "federated"
  credentials = jsonencode({ type = "external_account", audience = "//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/ci/providers/ci" })
}

provider "google" {
  alias       = "federated_text"
  credentials = "{\"type\": \"external_account\"}"
}

provider "google" {
  alias        = "empty"
  credentials  = ""
  access_token = ""
}

provider "aws" {
  access_token = "not-ours"
}
