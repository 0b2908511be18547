variable "action" {
  type = string
}

variable "document" {
  type = string
}

locals {
  wide = {
    Version   = "2012-10-17"
    Statement = { Effect = "Allow", Action = "*", Resource = "arn:aws:s3:::shop/*" }
  }
}

resource "aws_iam_policy" "pass_confined" {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::shop/*" }]
  })
}

resource "aws_iam_policy" "fail_wide" {
  policy = jsonencode(local.wide)
}

resource "aws_iam_role_policy" "pass_confined" {
  role = "r"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::shop/*" }]
  })
}

resource "aws_iam_role_policy" "fail_wide" {
  role = "r"
  policy = jsonencode(local.wide)
}

resource "aws_iam_user_policy" "pass_confined" {
  user = "u"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::shop/*" }]
  })
}

resource "aws_iam_user_policy" "fail_wide" {
  user = "u"
  policy = jsonencode(local.wide)
}

resource "aws_iam_group_policy" "pass_confined" {
  group = "g"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::shop/*" }]
  })
}

resource "aws_iam_group_policy" "fail_wide" {
  group = "g"
  policy = jsonencode(local.wide)
}

resource "aws_iam_policy" "fail_heredoc" {
  policy = <<-EOT
    {
      "Version": "2012-10-17",
      "Statement": [
        {"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::shop/*"}
      ]
    }
  EOT
}

data "aws_iam_policy_document" "wide" {
  statement {
    actions   = ["*"]
    resources = ["arn:aws:s3:::shop/*"]
  }
}

data "aws_iam_policy_document" "inherits" {
  source_policy_documents = [data.aws_iam_policy_document.wide.json]
}

# checkov: says passed of the policy, and judges the data source by another check.
resource "aws_iam_policy" "fail_document" {
  policy = data.aws_iam_policy_document.wide.json
}

# checkov: says passed of the policy, and judges the data source by another check.
resource "aws_iam_policy" "fail_inherited" {
  policy = data.aws_iam_policy_document.inherits.json
}

resource "aws_iam_policy" "unknown_document" {
  policy = var.document
}

resource "aws_iam_policy" "unknown_action" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = var.action, Resource = "*" }] })
}

resource "aws_s3_bucket" "aside_bucket" {}

resource "aws_iam_policy" "pass_reference" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:ListBucket", Resource = aws_s3_bucket.aside_bucket.arn }] })
}

module "policy" {
  source   = "./policy"
  document = jsonencode(local.wide)
}
