terraform {
  backend "s3" {
    bucket       = "shop-prod-terraform"
    access_token = "not-ours"
  }
}

terraform {
  backend "gcs" {
    bucket = "shop-prod-terraform"
  }
}
