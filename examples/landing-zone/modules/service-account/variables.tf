variable "project_id" {
  type = string
}

variable "account_id" {
  type = string
}

variable "display_name" {
  type = string
}

variable "roles" {
  description = "What the account may do in its project."
  type        = list(string)
  default     = []
}

variable "impersonators" {
  description = "Members that may mint tokens for the account."
  type        = list(string)
  default     = []
}
