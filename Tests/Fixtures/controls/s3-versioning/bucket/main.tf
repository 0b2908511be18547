variable "value" {}

# checkov: says failed, for it does not find the versioning through the module.
resource "aws_s3_bucket" "pass_in_module" {

}

resource "aws_s3_bucket_versioning" "fail_in_module" {
  bucket = aws_s3_bucket.pass_in_module.id
  versioning_configuration {
    status = var.value
  }
}
