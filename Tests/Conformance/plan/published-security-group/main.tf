terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {}

# What a caller may turn on later.
variable "later" {
  type    = bool
  default = true
}

resource "aws_vpc" "this" {
  cidr_block = "10.10.0.0/16"
}

data "aws_security_group" "default" {
  name   = "default"
  vpc_id = aws_vpc.this.id
}

module "web" {
  source = "./modules/group/modules/https"

  name                     = "web"
  description              = "Whom the world may ask"
  vpc_id                   = aws_vpc.this.id
  ingress_cidr_blocks      = ["10.0.0.0/8"]
  ingress_ipv6_cidr_blocks = []

  ingress_with_self = [
    { rule = "all-all" },
  ]
}

module "main" {
  source = "./modules/group"

  name        = "main"
  description = "Everything at once"
  vpc_id      = aws_vpc.this.id
  tags        = { Cash = "king", Department = "kingdom" }

  ingress_cidr_blocks      = ["10.10.0.0/16"]
  ingress_ipv6_cidr_blocks = ["2001:db8::/64"]
  ingress_rules            = concat(["https-tcp"], var.later ? ["ssh-tcp"] : [])

  ingress_with_cidr_blocks = [
    {
      rule        = "postgresql-tcp"
      cidr_blocks = "0.0.0.0/0,2.2.2.2/32"
    },
    {
      rule        = "postgresql-tcp"
      cidr_blocks = "30.30.30.30/32"
    },
    {
      from_port   = 10
      to_port     = 20
      protocol    = 6
      description = "Service name"
    },
    {
      from_port = 15
      to_port   = 25
      protocol  = "tcp"
    },
  ]

  ingress_with_source_security_group_id = [
    {
      rule                     = "mysql-tcp"
      source_security_group_id = data.aws_security_group.default.id
    },
    {
      from_port                = 10
      to_port                  = 10
      protocol                 = 6
      description              = "Another name"
      source_security_group_id = data.aws_security_group.default.id
    },
  ]

  computed_ingress_with_source_security_group_id = [
    {
      rule                     = "https-tcp"
      source_security_group_id = module.web.security_group_id
      description              = "from the web"
    },
    {
      rule                     = "ssh-tcp"
      source_security_group_id = module.web.security_group_id
    },
  ]
  number_of_computed_ingress_with_source_security_group_id = var.later ? 2 : 1

  ingress_with_self = [
    { rule = "ssh-tcp" },
    { from_port = 30, to_port = 40, protocol = 6, description = "Itself", self = true },
  ]

  egress_rules = ["all-all"]
  egress_with_source_security_group_id = [
    { rule = "mysql-tcp", source_security_group_id = data.aws_security_group.default.id },
  ]
}

module "without_prefix" {
  source = "./modules/group"

  name            = "fixed"
  use_name_prefix = false
  vpc_id          = aws_vpc.this.id
}

module "rules_only" {
  source = "./modules/group"

  create_sg         = false
  security_group_id = module.web.security_group_id
  ingress_rules     = ["ssh-tcp"]
}

module "none" {
  source = "./modules/group/modules/https"
  create = false

  name   = "none"
  vpc_id = "vpc-none"
}

output "ids" {
  value = {
    web  = module.web.security_group_id
    main = module.main.security_group_id
    same = module.rules_only.security_group_id == module.web.security_group_id
    none = module.none.security_group_id
  }
}

output "main" {
  value = module.main
}
