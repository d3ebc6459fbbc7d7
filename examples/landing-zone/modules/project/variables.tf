variable "project_id" {
  type = string
}

variable "folder" {
  type = string
}

variable "billing_account" {
  type = string
}

variable "apis" {
  type    = list(string)
  default = []
}

variable "owners" {
  description = "The member that is responsible for the project."
  type        = string
}

variable "roles" {
  description = "Members by role."
  type        = map(list(string))
  default     = {}
}
