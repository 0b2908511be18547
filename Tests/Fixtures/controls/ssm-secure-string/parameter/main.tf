variable "type" {}

resource "aws_ssm_parameter" "fail_in_module" {
  name  = "/app/client-secret"
  type  = var.type
  value = "a"
}
