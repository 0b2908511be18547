variable "key" {
  type = string
}

resource "aws_dynamodb_table" "pass_in_module" {
  name = "m"
  server_side_encryption {
    enabled     = true
    kms_key_arn = var.key
  }
}
