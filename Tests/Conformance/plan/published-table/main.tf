terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {}

module "orders" {
  source = "./modules/table"

  name      = "orders"
  hash_key  = "customer"
  range_key = "placed"
  attributes = [
    { name = "customer", type = "S" },
    { name = "placed", type = "N" },
    { name = "status", type = "S" },
  ]
  global_secondary_indexes = [
    { name = "by-status", hash_key = "status", range_key = "placed", projection_type = "INCLUDE", non_key_attributes = ["customer"] },
    { name = "by-time", hash_key = "placed", projection_type = "ALL", on_demand_throughput = { max_read_request_units = 10, max_write_request_units = 5 } },
  ]
  local_secondary_indexes = [{ name = "ls", range_key = "status", projection_type = "KEYS_ONLY" }]
  ttl_attribute_name      = "until"
  ttl_enabled             = true
  point_in_time_recovery  = { enabled = true }
  resource_policy         = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags                    = { Team = "shop" }
}

module "scaled" {
  source = "./modules/table"

  name                = "scaled"
  billing_mode        = "PROVISIONED"
  read_capacity       = 5
  write_capacity      = 5
  hash_key            = "id"
  attributes          = [{ name = "id", type = "S" }]
  autoscaling_enabled = true
  autoscaling_read    = { max_capacity = 10 }
  autoscaling_write   = { max_capacity = 20, target_value = 45 }
  server_side_encryption = {
    enabled = true
  }
}

module "none" {
  source       = "./modules/table"
  create_table = false
  attributes   = []
}

output "orders" { value = module.orders }
output "none" { value = module.none }
output "all" { value = { for name, table in { orders = module.orders, scaled = module.scaled } : name => table.id } }
