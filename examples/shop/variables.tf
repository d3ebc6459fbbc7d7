variable "project_id" {
  description = "The project that the shop runs in."
  type        = string
  default     = "fernhill-shop"
}

variable "region" {
  description = "Where everything runs."
  type        = string
  default     = "europe-west1"
}

variable "terraform_account" {
  description = "The service account that Terraform works as."
  type        = string
}

variable "on_call" {
  description = "The group that is on call, as a member: group:…"
  type        = string
}
