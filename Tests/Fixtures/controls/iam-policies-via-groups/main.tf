resource "aws_iam_user_policy" "fail_inline" {
  user   = "shop"
  policy = jsonencode({ Statement = [] })
}

resource "aws_iam_user_policy_attachment" "fail_attached" {
  user       = "shop"
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

resource "aws_iam_group_policy_attachment" "aside_group" {
  group      = "shop"
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
