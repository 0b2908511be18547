variable "create" {
  type    = bool
  default = true
}

variable "name" {
  type = string
}

variable "vpc_id" {
  type = string
}

variable "description" {
  type    = string
  default = "Security Group managed by Terraform"
}

variable "ingress_rules" {
  type    = list(string)
  default = []
}

variable "auto_ingress_rules" {
  type    = list(string)
  default = ["https-443-tcp"]
}

variable "auto_ingress_with_self" {
  type    = list(map(string))
  default = [{ "rule" = "all-all" }]
}

variable "auto_egress_rules" {
  type    = list(string)
  default = ["all-all"]
}

variable "auto_number_of_computed_ingress_rules" {
  type    = number
  default = 0
}

variable "ingress_with_self" {
  type    = list(map(string))
  default = []
}

variable "ingress_cidr_blocks" {
  type    = list(string)
  default = []
}

variable "ingress_ipv6_cidr_blocks" {
  type    = list(string)
  default = ["::/0"]
}

module "sg" {
  source = "../../"

  create      = var.create
  name        = var.name
  description = var.description
  vpc_id      = var.vpc_id

  ingress_rules     = sort(compact(distinct(concat(var.auto_ingress_rules, var.ingress_rules, [""]))))
  ingress_with_self = distinct(concat(var.auto_ingress_with_self, var.ingress_with_self))
  egress_rules      = sort(compact(distinct(concat(var.auto_egress_rules, [""]))))

  ingress_cidr_blocks                                      = var.ingress_cidr_blocks
  ingress_ipv6_cidr_blocks                                 = var.ingress_ipv6_cidr_blocks
  number_of_computed_ingress_with_source_security_group_id = var.auto_number_of_computed_ingress_rules
}

output "security_group_id" {
  value = module.sg.security_group_id
}
