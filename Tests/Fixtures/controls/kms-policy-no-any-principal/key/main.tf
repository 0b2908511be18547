variable "principal" {}

resource "aws_kms_key" "fail_in_module" {
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = { AWS = var.principal }, Action = "kms:*", Resource = "*" }]
  })
}
