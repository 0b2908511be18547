variable "tokens" {}

resource "aws_instance" "fail_in_module" {
  metadata_options {
    http_tokens = var.tokens
  }
}
