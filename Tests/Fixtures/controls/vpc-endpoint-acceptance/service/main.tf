variable "required" {}

resource "aws_vpc_endpoint_service" "fail_in_module" {
  acceptance_required = var.required
}
