variable "create_vpc" {
  type    = bool
  default = true
}
variable "name" {
  type    = string
  default = ""
}
variable "cidr" {
  type    = string
  default = "10.0.0.0/16"
}
variable "azs" {
  type    = list(string)
  default = []
}
variable "secondary_cidr_blocks" {
  type    = list(string)
  default = []
}
variable "public_subnets" {
  type    = list(string)
  default = []
}
variable "private_subnets" {
  type    = list(string)
  default = []
}
variable "database_subnets" {
  type    = list(string)
  default = []
}
variable "public_subnet_names" {
  type    = list(string)
  default = []
}
variable "private_subnet_names" {
  type    = list(string)
  default = []
}
variable "public_subnet_suffix" {
  type    = string
  default = "public"
}
variable "private_subnet_suffix" {
  type    = string
  default = "private"
}
variable "create_database_subnet_group" {
  type    = bool
  default = false
}
variable "enable_nat_gateway" {
  type    = bool
  default = false
}
variable "single_nat_gateway" {
  type    = bool
  default = false
}
variable "one_nat_gateway_per_az" {
  type    = bool
  default = false
}
variable "enable_dns_hostnames" {
  type    = bool
  default = true
}
variable "create_igw" {
  type    = bool
  default = true
}
variable "public_dedicated_network_acl" {
  type    = bool
  default = false
}
variable "public_inbound_acl_rules" {
  type = list(map(string))
  default = [
    { rule_number = 100, rule_action = "allow", from_port = 0, to_port = 0, protocol = "-1", cidr_block = "0.0.0.0/0" },
  ]
}
variable "public_outbound_acl_rules" {
  type = list(map(string))
  default = [
    { rule_number = 100, rule_action = "allow", from_port = 0, to_port = 0, protocol = "-1", cidr_block = "0.0.0.0/0" },
  ]
}
variable "manage_default_security_group" {
  type    = bool
  default = false
}
variable "default_security_group_ingress" {
  type    = list(map(string))
  default = []
}
variable "default_security_group_egress" {
  type    = list(map(string))
  default = []
}
variable "map_public_ip_on_launch" {
  type    = bool
  default = false
}
variable "tags" {
  type    = map(string)
  default = {}
}
variable "vpc_tags" {
  type    = map(string)
  default = {}
}
variable "public_subnet_tags" {
  type    = map(string)
  default = {}
}
variable "public_subnet_tags_per_az" {
  type    = map(map(string))
  default = {}
}
variable "nat_eip_tags" {
  type    = map(string)
  default = {}
}
