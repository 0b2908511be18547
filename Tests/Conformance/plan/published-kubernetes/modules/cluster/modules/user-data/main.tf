variable "create" {
  type    = bool
  default = true
}

variable "ami_type" {
  type    = string
  default = null
}

variable "cluster_name" {
  type    = string
  default = ""
}

variable "cluster_endpoint" {
  type    = string
  default = ""
}

variable "cluster_auth_base64" {
  type    = string
  default = ""
}

variable "cluster_service_ipv4_cidr" {
  type    = string
  default = null
}

variable "enable_bootstrap_user_data" {
  type    = bool
  default = false
}

variable "pre_bootstrap_user_data" {
  type    = string
  default = ""
}

variable "bootstrap_extra_args" {
  type    = string
  default = ""
}

variable "user_data_template_path" {
  type    = string
  default = ""
}

locals {
  template_path = { for kind in ["CUSTOM", "AL2023_x86_64_STANDARD"] : kind => "${path.module}/../../templates/linux.tpl" }

  user_data = var.create && var.enable_bootstrap_user_data ? base64encode(templatefile(
    coalesce(var.user_data_template_path, local.template_path[var.ami_type]),
    {
      enable_bootstrap_user_data = var.enable_bootstrap_user_data
      cluster_name               = var.cluster_name
      cluster_endpoint           = var.cluster_endpoint
      cluster_auth_base64        = var.cluster_auth_base64
      pre_bootstrap_user_data    = var.pre_bootstrap_user_data
      bootstrap_extra_args       = var.bootstrap_extra_args
      post_bootstrap_user_data   = ""
    }
  )) : ""
}

output "user_data" {
  value = try(local.user_data, null)
}
