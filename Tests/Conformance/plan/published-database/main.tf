terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {}

provider "aws" {
  alias  = "copies"
  region = "eu-west-1"
}

# The second step gives other arguments to the same modules.
variable "later" {
  type    = bool
  default = false
}

variable "password" {
  type      = string
  sensitive = true
  default   = "not-a-real-one"
}

locals {
  defaults = {
    engine = { name = "postgres", version = "14.10", family = "postgres14" }
    size   = { class = "db.t4g.large", storage = 20 }
  }

  # A deeper setting wins over a general one.
  databases = {
    shop = {
      size       = { storage = var.later ? 40 : 20 }
      parameters = [{ name = "autovacuum", value = 1 }, { name = "client_encoding", value = "utf8", apply_method = "pending-reboot" }]
    }
    audit = {
      engine = { name = "mysql", version = "8.0", family = "mysql8.0" }
      options = [
        {
          option_name = "MARIADB_AUDIT_PLUGIN"
          option_settings = [
            { name = "SERVER_AUDIT_EVENTS", value = "CONNECT" },
            { name = "SERVER_AUDIT_FILE_ROTATIONS", value = "37" },
          ]
        },
      ]
    }
  }
}

resource "aws_vpc" "this" {
  cidr_block = "10.20.0.0/16"
}

resource "aws_subnet" "this" {
  count             = 3
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet(aws_vpc.this.cidr_block, 8, count.index)
  availability_zone = "eu-central-1${element(["a", "b", "c"], count.index)}"
}

module "db" {
  source   = "./modules/db"
  for_each = local.databases

  # The groups come first; the stand-in keeps no instances with them.
  create_db_instance = var.later

  identifier           = "main-${each.key}"
  engine               = try(each.value.engine.name, local.defaults.engine.name)
  engine_version       = try(each.value.engine.version, local.defaults.engine.version)
  family               = merge(local.defaults.engine, try(each.value.engine, {})).family
  major_engine_version = join(".", slice(split(".", try(each.value.engine.version, local.defaults.engine.version)), 0, try(each.value.engine.name, "") == "mysql" ? 2 : 1))
  instance_class       = merge(local.defaults.size, try(each.value.size, {})).class
  allocated_storage    = merge(local.defaults.size, try(each.value.size, {})).storage

  username = "admin_of_${each.key}"
  password = var.password
  port     = try({ mysql = 3306, postgres = 5432 }[try(each.value.engine.name, "postgres")], null)

  create_db_subnet_group = true
  subnet_ids             = aws_subnet.this[*].id
  parameters             = try(each.value.parameters, [])
  options                = try(each.value.options, [])

  create_db_option_group  = contains(keys(each.value), "options")
  backup_retention_period = try(each.value.retention, 1)
  tags                    = merge({ Name = each.key }, var.later ? { Later = "yes" } : {})
  db_instance_tags        = { Sensitive = "high" }
}

module "copy" {
  source = "./modules/db"
  providers = {
    aws = aws.copies
  }

  identifier                      = "copy"
  replicate_source_db             = module.db["shop"].arn
  engine                          = "postgres"
  engine_version                  = "14.10"
  family                          = "postgres14"
  major_engine_version            = "14"
  instance_class                  = "db.t4g.large"
  create_db_instance              = var.later
  create_db_option_group          = false
  parameter_group_use_name_prefix = false
  skip_final_snapshot             = true

  depends_on = [module.db]
}

output "endpoints" {
  value = { for name, db in module.db : name => db.endpoint }
}

output "ports" {
  value = [for name in sort(keys(module.db)) : module.db[name].port]
}

output "urls" {
  value     = { for name, db in module.db : name => "${coalesce(db.username, "nobody")}:${var.password}@${coalesce(db.endpoint, "none")}" }
  sensitive = true
}

output "copy" {
  value = module.copy.arn
}
