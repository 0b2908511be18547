variable "hops" {}

resource "aws_launch_template" "fail_in_module" {
  metadata_options {
    http_put_response_hop_limit = var.hops
  }
}
