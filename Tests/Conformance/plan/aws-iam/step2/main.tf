data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com", "lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "r" {
  name                 = "renamed"
  assume_role_policy   = data.aws_iam_policy_document.assume.json
  max_session_duration = 3600
}

resource "aws_iam_policy" "p" {
  name = "conformance"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:ListBucket", "s3:GetObject"]
      Resource = "*"
    }]
  })
}

resource "aws_iam_role_policy_attachment" "a" {
  role       = aws_iam_role.r.name
  policy_arn = aws_iam_policy.p.arn
}

resource "aws_iam_role_policy" "inline" {
  name   = "inline"
  role   = aws_iam_role.r.id
  policy = data.aws_iam_policy_document.inline.json
}

data "aws_iam_policy_document" "inline" {
  statement {
    sid       = "Self"
    actions   = ["iam:GetRole"]
    resources = [aws_iam_role.r.arn]
  }
}

resource "aws_iam_instance_profile" "i" {
  name = "conformance"
  role = aws_iam_role.r.name
}

resource "aws_iam_user" "u" {
  for_each = toset(["ada", "alan"])
  name     = each.key
}

resource "aws_iam_group" "g" {
  name = "people"
}

resource "aws_iam_user_group_membership" "m" {
  for_each = aws_iam_user.u
  user     = each.value.name
  groups   = [aws_iam_group.g.name]
}
