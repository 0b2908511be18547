variable "key" {
  type = string
}

variable "keys" {
  type = list(string)
}

resource "aws_kms_key" "aside_key" {}

locals {
  key = aws_kms_key.aside_key.arn
}

resource "aws_dynamodb_table" "pass_own" {
  name = "a"
  server_side_encryption {
    enabled     = true
    kms_key_arn = local.key
  }
}

resource "aws_dynamodb_table" "fail_default" {
  count = 2
  name  = "b${count.index}"
}

resource "aws_dynamodb_table" "fail_aws_managed" {
  name = "c"
  server_side_encryption {
    enabled = true
  }
}

resource "aws_dynamodb_table" "unknown_variable" {
  name = "d"
  server_side_encryption {
    enabled     = true
    kms_key_arn = var.key
  }
}

resource "aws_dynamodb_table" "unknown_dynamic" {
  name = "e"
  dynamic "server_side_encryption" {
    for_each = var.keys
    content {
      enabled     = true
      kms_key_arn = server_side_encryption.value
    }
  }
}

module "table" {
  source = "./table"
  key    = aws_kms_key.aside_key.arn
}
