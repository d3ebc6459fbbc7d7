variable "organization" {
  description = "The organization's number."
  type        = string
}

variable "billing_account" {
  type = string
}

variable "domain" {
  type    = string
  default = "tidemark.example"
}

variable "region" {
  type    = string
  default = "europe-north1"
}

variable "seed_project" {
  description = "Holds what has to be there before this configuration can be applied."
  type        = string
}

variable "terraform_account" {
  type = string
}

variable "projects" {
  description = "The projects by their ids."
  type = map(object({
    folder     = string
    apis       = optional(list(string), [])
    owners     = string
    developers = optional(string)
    roles      = optional(map(list(string)), {})
  }))
}

variable "accounts" {
  description = "Service accounts by their ids: where they live, what they may do there, and who may act as them."
  type = map(object({
    project       = string
    display_name  = string
    roles         = optional(list(string), [])
    impersonators = optional(list(string), [])
  }))
  default = {}
}

variable "auditors" {
  type    = list(string)
  default = []
}

variable "temporary_access" {
  description = "Access with an end, by ticket."
  type = map(object({
    member = string
    role   = string
    until  = string
  }))
  default = {}
}

variable "github_repositories" {
  description = "The repositories that may deploy, and as which account."
  type        = map(string)
  default     = {}
}
