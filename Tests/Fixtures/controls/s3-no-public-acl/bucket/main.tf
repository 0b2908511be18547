variable "acl" {}

# checkov: says passed of the ACL as a resource of its own, in which it looks for single grantees only.
resource "aws_s3_bucket_acl" "fail_in_module" {
  bucket = "of-the-module"
  acl    = var.acl
}
