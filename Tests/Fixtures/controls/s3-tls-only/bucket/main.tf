variable "policy" {}

resource "aws_s3_bucket" "pass_in_module" {}

resource "aws_s3_bucket_policy" "fail_in_module" {
  bucket = aws_s3_bucket.pass_in_module.id
  policy = var.policy
}
