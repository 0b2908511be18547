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

resource "aws_kms_key" "aside_key" {}

data "aws_kms_alias" "aside_shared" {
  name = "alias/shared"
}

resource "aws_cloudtrail" "pass_reference" {
  name           = "pass_reference"
  s3_bucket_name = "logs"
  kms_key_id     = aws_kms_key.aside_key.arn
}

resource "aws_cloudtrail" "pass_read" {
  name           = "pass_read"
  s3_bucket_name = "logs"
  kms_key_id     = data.aws_kms_alias.aside_shared.target_key_arn
}

resource "aws_cloudtrail" "fail_default" {
  name           = "fail_default"
  s3_bucket_name = "logs"

}

resource "aws_cloudtrail" "fail_each" {
  name           = "fail_each"
  s3_bucket_name = "logs"
  for_each       = toset(["a", "b"])
}

resource "aws_cloudtrail" "unknown_variable" {
  name           = "unknown_variable"
  s3_bucket_name = "logs"
  kms_key_id     = var.value
}

module "trail" {
  source = "./trail"
  value  = null
}
