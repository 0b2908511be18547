terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {}

data "aws_availability_zones" "all" {
  state = "available"
}

locals {
  zones = slice(data.aws_availability_zones.all.names, 0, 3)
  base  = "10.40.0.0/16"
}

module "vpc" {
  source = "./modules/vpc"

  name             = "shop"
  cidr             = local.base
  azs              = local.zones
  public_subnets   = [for index, zone in local.zones : cidrsubnet(local.base, 8, index)]
  private_subnets  = [for index, zone in local.zones : cidrsubnet(local.base, 4, index + 1)]
  database_subnets = [for index, zone in local.zones : cidrsubnet(local.base, 8, index + 200)]

  private_subnet_names          = ["first", "second"]
  create_database_subnet_group  = true
  enable_nat_gateway            = true
  one_nat_gateway_per_az        = true
  public_dedicated_network_acl  = true
  manage_default_security_group = true
  default_security_group_ingress = [
    { self = true, description = "each other" },
    { cidr_blocks = "10.0.0.0/8,192.168.0.0/16", from_port = 443, to_port = 443, protocol = "tcp" },
  ]
  public_inbound_acl_rules = [
    { rule_number = 100, rule_action = "allow", from_port = 443, to_port = 443, protocol = "tcp", cidr_block = "0.0.0.0/0" },
    { rule_number = 110, rule_action = "deny", icmp_code = -1, icmp_type = 8, protocol = "icmp", cidr_block = "0.0.0.0/0" },
  ]
  tags                       = { Project = "shop" }
  public_subnet_tags         = { "kubernetes.io/role/elb" = 1 }
  public_subnet_tags_per_az  = { (local.zones[1]) = { Middle = "yes" } }
  vpc_tags                   = { Name = "renamed" }
}

module "single" {
  source = "./modules/vpc"

  name               = "single"
  cidr               = "10.50.0.0/16"
  azs                = slice(local.zones, 0, 2)
  public_subnets     = ["10.50.1.0/24", "10.50.2.0/24"]
  private_subnets    = ["10.50.11.0/24", "10.50.12.0/24"]
  enable_nat_gateway = true
  single_nat_gateway = true
}

module "nothing" {
  source = "./modules/vpc"

  create_vpc     = false
  name           = "nothing"
  cidr           = "10.60.0.0/16"
  public_subnets = ["10.60.1.0/24"]
}

output "vpc" { value = module.vpc }
output "single_ids" { value = { public = module.single.public_subnets, private = module.single.private_subnets } }
output "nothing" { value = module.nothing }
