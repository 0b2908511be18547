variable "range" {}

resource "aws_network_acl_rule" "fail_in_module" {
  network_acl_id = "acl-1"
  rule_number    = 100
  rule_action    = "allow"
  protocol       = "6"
  from_port      = 3389
  to_port        = 3389
  cidr_block     = var.range
}
