terraform {
  required_version = ">= 1.9"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.50"
    }
  }

  backend "gcs" {
    bucket = "tidemark-seed-terraform"
    prefix = "landing-zone"
  }
}

provider "google" {
  project                     = var.seed_project
  region                      = var.region
  impersonate_service_account = var.terraform_account
  user_project_override       = true
  billing_project             = var.seed_project
}
