terraform {
  required_version = ">= 1.9"
}

provider "aws" {
  region = "eu-west-1"
  assume_role {
    role_arn = "arn:aws:iam::123456789012:role/deploy"
  }
}

resource "aws_iam_role" "api" {
  name               = "roles/viewer"
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "sts:AssumeRole" }] })
  tags               = { member = "allUsers", owner = "user:alice@example.com" }
}

resource "aws_iam_role_policy_attachment" "api" {
  role       = aws_iam_role.api.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

variable "members" {
  type    = list(string)
  default = ["user:alice@example.com"]
}

output "role" {
  value = aws_iam_role.api.arn
}
