data "aws_caller_identity" "current" {}

data "aws_availability_zones" "available" {
  state = "available"
}

locals {
  prefix = "${var.name}-${var.environment}"
  zones  = slice(data.aws_availability_zones.available.names, 0, var.zones)

  tags = {
    Project     = var.name
    Environment = var.environment
    ManagedBy   = "plumb"
  }

  # Bucket names are shared by all of AWS: the account keeps them apart.
  buckets = {
    assets   = { versioned = false }
    invoices = {}
  }
}

module "network" {
  source = "./modules/network"

  name  = local.prefix
  cidr  = var.cidr
  zones = local.zones
}

module "security" {
  source = "./modules/security"

  name     = local.prefix
  vpc_id   = module.network.vpc_id
  web_port = var.web.port
}

module "data" {
  source = "./modules/data"

  name              = local.prefix
  bucket_suffix     = data.aws_caller_identity.current.account_id
  buckets           = local.buckets
  subnet_ids        = module.network.data_subnet_ids
  security_group_id = module.security.group_ids["database"]
  database          = var.database
  password          = var.database_password
  protected         = var.environment == "production"
}

module "messaging" {
  source = "./modules/messaging"

  name        = local.prefix
  alarm_email = var.alarm_email

  queues = {
    orders = { visibility_seconds = 120, attempts = 5 }
    mails  = { visibility_seconds = 30 }
  }
}

module "web" {
  source = "./modules/web"

  name               = local.prefix
  vpc_id             = module.network.vpc_id
  public_subnet_ids  = module.network.public_subnet_ids
  private_subnet_ids = module.network.private_subnet_ids
  group_ids          = module.security.group_ids
  web                = var.web

  access = {
    bucket_arns = values(module.data.bucket_arns)
    queue_arns  = values(module.messaging.queue_arns)
    table_arns  = [module.data.carts_arn]
  }

  environment = {
    SHOP_ENVIRONMENT = var.environment
    SHOP_CARTS       = module.data.carts_name
    SHOP_ORDERS      = module.messaging.queue_urls["orders"]
  }
}

module "monitoring" {
  source = "./modules/monitoring"

  name         = local.prefix
  alarm_topic  = module.messaging.alarm_topic_arn
  queue_names  = module.messaging.queue_names
  instance_ids = module.web.instance_ids
  database_id  = module.data.database_id
  log_groups   = { web = 30, worker = 14 }
}
