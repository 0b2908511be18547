variable "value" {
  type = string
}

variable "on" {
  type = bool
}

locals {
  yes = true
  no  = false
}

resource "aws_cloudtrail" "pass_default" {
  name           = "pass_default"
  s3_bucket_name = "logs"

}

resource "aws_cloudtrail" "pass_on" {
  name           = "pass_on"
  s3_bucket_name = "logs"
  enable_logging = true
}

resource "aws_cloudtrail" "fail_off" {
  name           = "fail_off"
  s3_bucket_name = "logs"
  enable_logging = local.no
}

resource "aws_cloudtrail" "fail_each" {
  name           = "fail_each"
  s3_bucket_name = "logs"
  for_each       = { a = false }
  enable_logging = each.value
}

resource "aws_cloudtrail" "unknown_variable" {
  name           = "unknown_variable"
  s3_bucket_name = "logs"
  enable_logging = var.on
}

module "trail" {
  source = "./trail"
  value  = false
}
