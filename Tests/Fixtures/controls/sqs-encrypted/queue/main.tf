variable "managed" {
  type    = bool
  default = false
}

resource "aws_sqs_queue" "fail_in_module" {
  name                    = "m"
  sqs_managed_sse_enabled = var.managed
}
