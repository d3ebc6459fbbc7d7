module "cluster" {
  source          = "terraform-google-modules/kubernetes-engine/google"
  service_account = "service-123456789012@container-engine-robot.iam.gserviceaccount.com"
  #                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ service-agent-attached: module.cluster's node pool cannot run as service-123456789012@container-engine-robot.iam.gserviceaccount.com: it is a Google service agent, which only Google's own services use; attach a user-managed service account.
}

module "orders" {
  source                = "GoogleCloudPlatform/cloud-run/google"
  service_account_email = "123456789012@cloudservices.gserviceaccount.com"
  #                        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ service-agent-attached: module.orders cannot run as 123456789012@cloudservices.gserviceaccount.com: it is the Google APIs Service Agent, which only Google's own services use; attach a user-managed service account.
}

module "machines" {
  source = "terraform-google-modules/vm/google//modules/instance_template"

  service_account = {
    email  = "web-server@shop-prod.iam.gserviceaccount.com"
    scopes = ["cloud-platform"]
  }
}
