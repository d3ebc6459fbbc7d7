resource "google_container_cluster" "abac" {
  name                     = "abac"
  remove_default_node_pool = true
  enable_legacy_abac       = true
  #                          ~~~~ gke-legacy-auth: google_container_cluster.abac uses legacy attribute-based access control, by which every service account of the cluster may do nearly everything; set this to false and grant roles with RBAC and IAM.
}

resource "google_container_cluster" "abac_text" {
  name                     = "abac-text"
  remove_default_node_pool = true
  enable_legacy_abac       = "true"
  #                           ~~~~ gke-legacy-auth: google_container_cluster.abac_text uses legacy attribute-based access control, by which every service account of the cluster may do nearly everything; set this to false and grant roles with RBAC and IAM.
}

resource "google_container_cluster" "basic" {
  name                     = "basic"
  remove_default_node_pool = true

  master_auth {
    username = "admin"
    #           ~~~~~ gke-legacy-auth: google_container_cluster.basic lets in whoever has one user name and password, which nobody rotates and no log tells apart; remove it and let users sign in through IAM.
    password = random_password.admin.result

    client_certificate_config {
      issue_client_certificate = true
      #                          ~~~~ gke-legacy-auth: google_container_cluster.basic issues a client certificate, which cannot be revoked and lies in the Terraform state; set this to false and let users sign in through IAM.
    }
  }
}

resource "google_container_cluster" "everyone" {
  name                     = "everyone"
  remove_default_node_pool = true

  rbac_binding_config {
    enable_insecure_binding_system_unauthenticated = false
    enable_insecure_binding_system_authenticated   = true
    #                                                ~~~~ gke-legacy-auth: google_container_cluster.everyone lets RBAC bindings to everyone with a Google account, or without one, take effect; set this to false and bind roles to groups of your own.
  }
}

# How basic authentication was switched off.
resource "google_container_cluster" "basic_off" {
  name                     = "basic-off"
  remove_default_node_pool = true
  enable_legacy_abac       = false

  master_auth {
    username = ""
    password = ""

    client_certificate_config {
      issue_client_certificate = false
    }
  }
}

resource "google_container_cluster" "given" {
  name                     = "given"
  remove_default_node_pool = true
  enable_legacy_abac       = var.abac

  master_auth {
    username = var.username
    password = var.password
  }
}

resource "google_container_cluster" "plain" {
  name             = "plain"
  enable_autopilot = true
}

variable "abac" {}

variable "username" {}

variable "password" {}
