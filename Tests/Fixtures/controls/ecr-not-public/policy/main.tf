variable "target" {
  type = string
}

variable "anyone" {
  type = string
}

resource "aws_ecr_repository_policy" "fail_in_module" {
  repository = var.target
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "ecr:BatchGetImage", Resource = "*", Principal = { AWS = var.anyone } }]
  })
}
