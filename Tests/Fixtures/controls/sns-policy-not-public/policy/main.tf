variable "target" {
  type = string
}

variable "anyone" {
  type = string
}

resource "aws_sns_topic_policy" "fail_in_module" {
  arn = var.target
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "SNS:Publish", Resource = "*", Principal = { AWS = var.anyone } }]
  })
}
