resource "aws_iam_user" "fail_user" {
  name = "shop"
}

resource "aws_iam_role" "aside_role" {
  assume_role_policy = jsonencode({})
}
