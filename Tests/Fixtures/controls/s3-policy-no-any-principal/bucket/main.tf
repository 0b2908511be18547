variable "principal" {}

resource "aws_s3_bucket_policy" "fail_in_module" {
  bucket = "of-the-module"
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = var.principal, Action = "s3:GetObject", Resource = "*" }]
  })
}
