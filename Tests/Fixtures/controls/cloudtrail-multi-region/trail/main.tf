variable "everywhere" {}

resource "aws_cloudtrail" "fail_in_module" {
  name                  = "main"
  s3_bucket_name        = "logs"
  is_multi_region_trail = var.everywhere
}
