variable "value" {
  type = string
}

variable "on" {
  type = bool
}

variable "number" {
  type = number
}

locals {
  yes = true
}

resource "aws_ssm_parameter" "pass_secure" {
  name  = "/${var.value}/db/password"
  type  = "SecureString"
  value = "a"
}

# checkov: fails it, for it asks it of every parameter.
resource "aws_ssm_parameter" "aside_setting" {
  name  = "/db/host"
  type  = "String"
  value = "a"
}

resource "aws_ssm_parameter" "aside_where_it_is" {
  name  = "/${var.value}/db/password_arn"
  type  = "String"
  value = "a"
}

resource "aws_ssm_parameter" "fail_plain" {
  name  = "/${var.value}/db/password"
  type  = "String"
  value = "a"
}

resource "aws_ssm_parameter" "fail_each" {
  for_each = toset(["token", "API_KEY"])
  name     = "/app/${each.key}"
  type     = "String"
  value    = "a"
}

resource "aws_ssm_parameter" "unknown_type" {
  name  = "/db/password"
  type  = var.value
  value = "a"
}

resource "aws_ssm_parameter" "unknown_name" {
  name  = "/app/${var.value}"
  type  = "String"
  value = "a"
}

module "parameter" {
  source = "./parameter"
  type   = "String"
}
