# Its own default is to have a workload pool.
module "plain" {
  source     = "terraform-google-modules/kubernetes-engine/google"
  project_id = "shop-prod"
  name       = "plain"
}
