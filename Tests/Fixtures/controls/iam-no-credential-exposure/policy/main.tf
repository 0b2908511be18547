variable "document" {}

resource "aws_iam_policy" "fail_in_module" {
  policy = var.document
}
