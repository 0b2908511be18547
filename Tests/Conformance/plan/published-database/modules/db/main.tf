locals {
  create_db_subnet_group    = var.create_db_subnet_group
  create_db_parameter_group = var.create_db_parameter_group
  create_db_instance        = var.create_db_instance

  db_subnet_group_name = var.create_db_subnet_group ? module.db_subnet_group.id : var.db_subnet_group_name
  parameter_group_name = var.create_db_parameter_group ? module.db_parameter_group.id : var.parameter_group_name

  create_db_option_group = var.create_db_option_group && !contains(["postgres"], var.engine)
  option_group           = local.create_db_option_group ? module.db_option_group.id : var.option_group_name
}

module "db_subnet_group" {
  source = "./modules/subnet-group"

  create          = local.create_db_subnet_group
  name            = coalesce(var.db_subnet_group_name, var.identifier)
  use_name_prefix = var.db_subnet_group_use_name_prefix
  description     = var.db_subnet_group_description
  subnet_ids      = var.subnet_ids
  tags            = merge(var.tags, var.db_subnet_group_tags)
}

module "db_parameter_group" {
  source = "./modules/parameter-group"

  create          = local.create_db_parameter_group
  name            = coalesce(var.parameter_group_name, var.identifier)
  use_name_prefix = var.parameter_group_use_name_prefix
  description     = var.parameter_group_description
  family          = var.family
  parameters      = var.parameters
  tags            = merge(var.tags, var.db_parameter_group_tags)
}

module "db_option_group" {
  source = "./modules/option-group"

  create                   = local.create_db_option_group
  name                     = coalesce(var.option_group_name, var.identifier)
  use_name_prefix          = var.option_group_use_name_prefix
  option_group_description = var.option_group_description
  engine_name              = var.engine
  major_engine_version     = var.major_engine_version
  options                  = var.options
  timeouts                 = var.option_group_timeouts
  tags                     = merge(var.tags, var.db_option_group_tags)
}

module "db_instance" {
  source = "./modules/instance"

  create              = local.create_db_instance
  identifier          = var.identifier
  engine              = var.engine
  engine_version      = var.engine_version
  instance_class      = var.instance_class
  allocated_storage   = var.allocated_storage
  replicate_source_db = var.replicate_source_db

  username = var.username
  password = var.password
  port     = var.port

  db_subnet_group_name     = local.db_subnet_group_name
  parameter_group_name     = local.parameter_group_name
  option_group_name        = var.engine != "postgres" ? local.option_group : null
  backup_retention_period  = length(var.blue_green_update) > 0 ? coalesce(var.backup_retention_period, 1) : var.backup_retention_period
  skip_final_snapshot      = var.skip_final_snapshot
  restore_to_point_in_time = var.restore_to_point_in_time
  s3_import                = var.s3_import
  timeouts                 = var.timeouts

  tags = merge(var.tags, var.db_instance_tags)
}

output "arn" {
  value = module.db_instance.arn
}

output "endpoint" {
  value = module.db_instance.endpoint
}

output "port" {
  value = module.db_instance.port
}

output "username" {
  value     = module.db_instance.username
  sensitive = true
}

output "option_group_id" {
  value = module.db_option_group.id
}
