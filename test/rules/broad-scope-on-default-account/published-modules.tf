module "machines" {
  source = "terraform-google-modules/vm/google//modules/instance_template"

  service_account = {
    email  = "123456789012-compute@developer.gserviceaccount.com"
    scopes = ["cloud-platform"]
    #          ~~~~~~~~~~~~~~ broad-scope-on-default-account: module.machines gets cloud-platform as the Compute Engine default service account (123456789012-compute@developer.gserviceaccount.com), so every role of that account, often roles/editor, can be used from it; give it a service account of its own.
  }
}

module "narrow" {
  source = "terraform-google-modules/vm/google//modules/instance_template"

  service_account = {
    email  = "123456789012-compute@developer.gserviceaccount.com"
    scopes = ["logging-write"]
  }
}

module "named" {
  source = "terraform-google-modules/vm/google//modules/instance_template"

  service_account = {
    email  = "web-server@shop-prod.iam.gserviceaccount.com"
    scopes = ["cloud-platform"]
  }
}

module "cluster" {
  source                 = "terraform-google-modules/kubernetes-engine/google"
  create_service_account = false

  node_pools_oauth_scopes = {
    all = ["https://www.googleapis.com/auth/cloud-platform"]
    #       ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ broad-scope-on-default-account: module.cluster's node pool gets https://www.googleapis.com/auth/cloud-platform as the Compute Engine default service account, so every role of that account, often roles/editor, can be used from it; give it a service account of its own.
  }
}

# Each pool has an account that the module makes.
module "cluster_as_itself" {
  source = "terraform-google-modules/kubernetes-engine/google"

  node_pools_oauth_scopes = {
    all = ["https://www.googleapis.com/auth/cloud-platform"]
  }
}
