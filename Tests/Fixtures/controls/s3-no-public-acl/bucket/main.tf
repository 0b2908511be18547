variable "acl" {}

resource "aws_s3_bucket_acl" "fail_in_module" {
  bucket = "of-the-module"
  acl    = var.acl
}
