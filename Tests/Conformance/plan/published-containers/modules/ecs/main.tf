variable "create" {
  type    = bool
  default = true
}

variable "cluster_name" {
  type    = string
  default = ""
}

variable "cluster_configuration" {
  type    = any
  default = {}
}

variable "fargate_capacity_providers" {
  type    = any
  default = {}
}

variable "services" {
  type    = any
  default = {}
}

variable "tags" {
  type    = map(string)
  default = {}
}

module "cluster" {
  source = "./modules/cluster"

  create                     = var.create
  cluster_name               = var.cluster_name
  cluster_configuration      = var.cluster_configuration
  fargate_capacity_providers = var.fargate_capacity_providers
  tags                       = var.tags
}

module "service" {
  source = "./modules/service"

  for_each = { for k, v in var.services : k => v if var.create }

  name        = try(each.value.name, each.key)
  cluster_arn = module.cluster.arn
  cpu         = try(each.value.cpu, 1024)
  memory      = try(each.value.memory, 2048)

  container_definitions         = try(each.value.container_definitions, {})
  container_definition_defaults = try(each.value.container_definition_defaults, { readonly_root_filesystem = true })
  service_connect_configuration = lookup(each.value, "service_connect_configuration", {})
  load_balancer                 = lookup(each.value, "load_balancer", {})
  volume                        = try(each.value.volume, {})
  subnet_ids                    = try(each.value.subnet_ids, [])
  security_group_rules          = try(each.value.security_group_rules, {})
  tasks_iam_role_statements     = lookup(each.value, "tasks_iam_role_statements", {})
  enable_autoscaling            = try(each.value.enable_autoscaling, true)
  autoscaling_policies          = try(each.value.autoscaling_policies, null)

  tags = merge(var.tags, try(each.value.tags, {}))
}

output "services" {
  value = module.service
}
