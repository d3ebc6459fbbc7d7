locals {
  account = "importer@shop-prod.iam.gserviceaccount.com"
}

# Aliases that nobody knows, that only gcloud knows, and a slip.
resource "google_compute_instance" "aliases" {
  name = "aliases"

  service_account {
    email  = local.account
    scopes = ["cloud-platform", "everything", "gke-default", "default", "storage-wo", "storage_ro"]
    #                            ~~~~~~~~~~ invalid-scope: everything is neither the URL of an access scope nor an alias that Terraform knows; use cloud-platform and let the roles decide.
    #                                          ~~~~~~~~~~~ invalid-scope: gke-default stands for 6 access scopes in gcloud alone: Terraform passes it on as it is and the API refuses it; list the scopes, or use cloud-platform.
    #                                                         ~~~~~~~ invalid-scope: default stands for 7 access scopes in gcloud alone: Terraform passes it on as it is and the API refuses it; list the scopes, or use cloud-platform.
    #                                                                    ~~~~~~~~~~ invalid-scope: Terraform does not know storage-wo, and the API takes URLs only; use https://www.googleapis.com/auth/devstorage.write_only.
    #                                                                                  ~~~~~~~~~~ invalid-scope: storage_ro is no access scope; it was probably meant to be storage-ro.
  }
}

# URLs: a slip, another host, and one of Google's hundreds.
resource "google_compute_instance" "urls" {
  name = "urls"

  service_account {
    email = local.account
    scopes = [
      "https://www.googleapis.com/auth/cloud-plattform",
      #~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-scope: https://www.googleapis.com/auth/cloud-plattform is no access scope; it was probably meant to be https://www.googleapis.com/auth/cloud-platform.
      "http://www.googleapis.com/auth/cloud-platform",
      #~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-scope: http://www.googleapis.com/auth/cloud-platform is no access scope; it was probably meant to be https://www.googleapis.com/auth/cloud-platform.
      "https://api.partner.example/auth/read",
      #~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ invalid-scope (warning): https://api.partner.example/auth/read is under none of the hosts that Google's access scopes have, so a token for it is refused; use a URL under https://www.googleapis.com/auth/.
      "https://www.googleapis.com/auth/spreadsheets.readonly",
      "https://mail.google.com/",
      "cloud-platform",
    ]
  }
}

# No scope at all: no token.
resource "google_compute_instance_template" "empty" {
  name_prefix = "empty-"

  service_account {
    email  = local.account
    scopes = []
    #        ~~ invalid-scope (warning): google_compute_instance_template.empty has a service account and no access scope, so that it gets no token for any API; use cloud-platform and let the roles decide, or leave the service_account block out.
  }
}

# Nodes whose list is empty have the default ones.
resource "google_container_node_pool" "nodes" {
  cluster = "shop"

  node_config {
    service_account = local.account
    oauth_scopes    = []
  }
}

# One of several is known.
resource "google_compute_instance" "unknown" {
  name = "unknown"

  service_account {
    email  = local.account
    scopes = concat(var.scopes, ["cloud-platform"])
  }
}

variable "scopes" {
  type = list(string)
}

resource "google_compute_instance" "partly" {
  name = "partly"

  service_account {
    email  = local.account
    scopes = [var.scopes[0], "https-server"]
    #                         ~~~~~~~~~~~~ invalid-scope: https-server is neither the URL of an access scope nor an alias that Terraform knows; use cloud-platform and let the roles decide.
  }
}

# What is half typed is not judged.
resource "google_compute_instance" "half" {
  name = "half"

  service_account {
    email  = local.account
    scopes = ["", "cloud-platform"]
  }
}
