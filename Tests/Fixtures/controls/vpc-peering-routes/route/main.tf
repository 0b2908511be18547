variable "range" {}

resource "aws_route" "fail_in_module" {
  route_table_id            = "rtb-1"
  destination_cidr_block    = var.range
  vpc_peering_connection_id = "pcx-1"
}
