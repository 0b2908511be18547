variable "arn" {
  type = string
}

resource "aws_iam_policy" "aside_own" {
  policy = jsonencode({ Statement = [] })
}

resource "aws_iam_role_policy_attachment" "pass_narrow" {
  role = "r"
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

resource "aws_iam_role_policy_attachment" "fail_admin" {
  role = "r"
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

resource "aws_iam_user_policy_attachment" "pass_narrow" {
  user = "u"
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

resource "aws_iam_user_policy_attachment" "fail_admin" {
  user = "u"
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

resource "aws_iam_group_policy_attachment" "pass_narrow" {
  group = "g"
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

resource "aws_iam_group_policy_attachment" "fail_admin" {
  group = "g"
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

resource "aws_iam_policy_attachment" "pass_narrow" {
  name = "a"
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

resource "aws_iam_policy_attachment" "fail_admin" {
  name = "a"
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

# An own policy may be called as it likes: its ARN is not known, and it is none of those of AWS.
resource "aws_iam_role_policy_attachment" "unknown_own" {
  role       = "r"
  policy_arn = aws_iam_policy.aside_own.arn
}

resource "aws_iam_role_policy_attachment" "unknown_variable" {
  role       = "r"
  policy_arn = var.arn
}

resource "aws_iam_role_policy_attachment" "fail_each" {
  for_each   = toset(["a", "b"])
  role       = each.key
  policy_arn = "arn:aws:iam::aws:policy/IAMFullAccess"
}

resource "aws_iam_role" "pass_plain" {
  assume_role_policy = jsonencode({})
}

resource "aws_iam_role" "fail_managed" {
  assume_role_policy  = jsonencode({})
  managed_policy_arns = ["arn:aws:iam::aws:policy/AdministratorAccess"]
}
