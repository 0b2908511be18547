variable "target" {
  type = string
}

variable "anyone" {
  type = string
}

resource "aws_sqs_queue_policy" "fail_in_module" {
  queue_url = var.target
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*", Principal = { AWS = var.anyone } }]
  })
}
