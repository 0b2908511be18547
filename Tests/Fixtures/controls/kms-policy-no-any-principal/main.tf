variable "value" {
  type = string
}

variable "on" {
  type = bool
}

locals {
  yes = true
}

resource "aws_kms_key" "pass_default" {}

data "aws_iam_policy_document" "aside_account" {
  statement {
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::123456789012:root"]
    }
  }
}

resource "aws_kms_key" "pass_account" {
  policy = data.aws_iam_policy_document.aside_account.json
}

resource "aws_kms_key" "pass_caller" {
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "*" }
      Action    = ["kms:Encrypt", "kms:Decrypt"]
      Resource  = "*"
      Condition = {
        StringEquals = { "kms:CallerAccount" = "123456789012", "kms:ViaService" = "s3.eu-central-1.amazonaws.com" }
      }
    }]
  })
}

# Which service asks says nothing of who stands behind it.
# checkov: passes it, for there is some condition.
resource "aws_kms_key" "fail_service_only" {
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "*" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "kms:ViaService" = "s3.eu-central-1.amazonaws.com" } }
    }]
  })
}

resource "aws_kms_key" "fail_everybody" {
  count  = 2
  policy = <<-JSON
    {
      "Version": "2012-10-17",
      "Statement": [
        { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::123456789012:root" }, "Action": "kms:*", "Resource": "*" },
        { "Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*" }
      ]
    }
  JSON
}

resource "aws_kms_key" "unknown_policy" {
  policy = var.value
}

resource "aws_kms_key_policy" "fail_document" {
  key_id = aws_kms_key.pass_default.id
  policy = data.aws_iam_policy_document.aside_everybody.json
}

data "aws_iam_policy_document" "aside_everybody" {
  statement {
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}

resource "aws_kms_key_policy" "pass_account" {
  key_id = aws_kms_key.pass_default.id
  policy = data.aws_iam_policy_document.aside_account.json
}

resource "aws_kms_replica_key" "fail_everybody" {
  primary_key_arn = aws_kms_key.pass_default.arn
  policy          = data.aws_iam_policy_document.aside_everybody.json
}

resource "aws_kms_external_key" "pass_default" {}

module "key" {
  source    = "./key"
  principal = "*"
}
