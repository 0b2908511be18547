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

resource "aws_cloudtrail" "pass_on" {
  name                       = "pass_on"
  s3_bucket_name             = "logs"
  enable_log_file_validation = local.yes
}

resource "aws_cloudtrail" "fail_default" {
  name           = "fail_default"
  s3_bucket_name = "logs"

}

resource "aws_cloudtrail" "fail_off" {
  name                       = "fail_off"
  s3_bucket_name             = "logs"
  count                      = 1
  enable_log_file_validation = false
}

resource "aws_cloudtrail" "unknown_variable" {
  name                       = "unknown_variable"
  s3_bucket_name             = "logs"
  enable_log_file_validation = var.on
}

module "trail" {
  source = "./trail"
  value  = false
}
