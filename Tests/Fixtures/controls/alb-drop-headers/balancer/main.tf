variable "dropping" {
  type = bool
}

resource "aws_lb" "fail_in_module" {
  name                       = "m"
  drop_invalid_header_fields = var.dropping
}
