variable "create" {
  type    = bool
  default = true
}

variable "cluster_name" {
  type    = string
  default = null
}

variable "cluster_version" {
  type    = string
  default = null
}

variable "cluster_endpoint" {
  type    = string
  default = ""
}

variable "cluster_auth" {
  type    = string
  default = ""
}

variable "cluster_cidr" {
  type    = string
  default = ""
}

variable "account_id" {
  type    = string
  default = ""
}

variable "partition" {
  type    = string
  default = "aws"
}

variable "name" {
  type    = string
  default = ""
}

variable "use_name_prefix" {
  type    = bool
  default = true
}

variable "subnet_ids" {
  type    = list(string)
  default = null
}

variable "min_size" {
  type    = number
  default = 0
}

variable "max_size" {
  type    = number
  default = 3
}

variable "desired_size" {
  type    = number
  default = 1
}

variable "ami_id" {
  type    = string
  default = ""
}

variable "ami_type" {
  type    = string
  default = null
}

variable "capacity_type" {
  type    = string
  default = "ON_DEMAND"
}

variable "instance_types" {
  type    = list(string)
  default = null
}

variable "labels" {
  type    = map(string)
  default = null
}

variable "taints" {
  type    = any
  default = {}
}

variable "remote_access" {
  type    = any
  default = {}
}

variable "update_config" {
  type    = map(string)
  default = {}
}

variable "timeouts" {
  type    = map(string)
  default = {}
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

variable "block_device_mappings" {
  type    = any
  default = {}
}

variable "metadata_options" {
  type    = map(string)
  default = {}
}

variable "schedules" {
  type    = map(any)
  default = {}
}

variable "iam_role_additional_policies" {
  type    = map(string)
  default = {}
}

variable "vpc_security_group_ids" {
  type    = list(string)
  default = []
}

variable "tags" {
  type    = map(string)
  default = {}
}
