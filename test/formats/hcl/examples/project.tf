terraform {
  required_version = ">= 1.5"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.0"
    }
  }

  backend "gcs" {}
}

provider "google" {
  project = var.project
  region  = var.region
}

provider google-beta {
  alias   = "beta"
  project = var.project
}

variable "project" {
  type        = string
  description = "The project that everything lives in."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project))
    error_message = "A project ID has 6 to 30 lower-case letters, digits and \"-\"."
  }
}

variable "region" { default = "europe-west6" }

variable "services" {
  type = map(object({
    image    = string
    public   = optional(bool, false)
    replicas = optional(number, 1)
  }))
  default = {}
}

output "number" {
  value     = data.google_project.this.number
  sensitive = false
}

data "google_project" "this" {}
