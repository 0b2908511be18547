data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "shop" {
  dynamic "statement" {
    for_each = {
      Buckets = { actions = ["s3:GetObject", "s3:PutObject"], resources = [for arn in var.access.bucket_arns : "${arn}/*"] }
      Queues  = { actions = ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage"], resources = var.access.queue_arns }
      Tables  = { actions = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"], resources = var.access.table_arns }
    }

    content {
      sid       = statement.key
      actions   = statement.value.actions
      resources = statement.value.resources
    }
  }
}

resource "aws_iam_role" "this" {
  name               = "${var.name}-web"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

resource "aws_iam_role_policy" "shop" {
  name   = "shop"
  role   = aws_iam_role.this.id
  policy = data.aws_iam_policy_document.shop.json
}

resource "aws_iam_instance_profile" "this" {
  name = "${var.name}-web"
  role = aws_iam_role.this.name
}
