variable "create" {
  type    = bool
  default = true
}

variable "tags" {
  type    = map(string)
  default = {}
}

variable "cluster_name" {
  type    = string
  default = ""

  validation {
    condition     = length(var.cluster_name) <= 100 && can(regex("^[0-9A-Za-z][A-Za-z0-9_-]*$", var.cluster_name))
    error_message = "The name begins with a letter or digit and has at most a hundred."
  }
}

variable "cluster_version" {
  type    = string
  default = null
}

variable "vpc_id" {
  type    = string
  default = null
}

variable "subnet_ids" {
  type    = list(string)
  default = []
}

variable "control_plane_subnet_ids" {
  type    = list(string)
  default = []
}

variable "enabled_log_types" {
  type    = list(string)
  default = ["audit", "api", "authenticator"]
}

variable "cluster_encryption_config" {
  type = any
  default = {
    resources = ["secrets"]
  }
}

variable "create_kms_key" {
  type    = bool
  default = true
}

variable "cluster_timeouts" {
  type    = map(string)
  default = {}
}

variable "cluster_addons" {
  type    = any
  default = {}
}

variable "cluster_addons_timeouts" {
  type    = map(string)
  default = {}
}

variable "cluster_security_group_additional_rules" {
  type    = any
  default = {}
}

variable "node_security_group_additional_rules" {
  type    = any
  default = {}
}

variable "node_security_group_enable_recommended_rules" {
  type    = bool
  default = true
}

variable "access_entries" {
  type    = any
  default = {}
}

variable "authentication_mode" {
  type    = string
  default = "API_AND_CONFIG_MAP"
}

variable "node_groups" {
  type    = any
  default = {}
}

variable "node_group_defaults" {
  type    = any
  default = {}
}

variable "upgrade_policy" {
  type = object({
    support_type = optional(string)
  })
  default  = {}
  nullable = false
}

variable "prefix_separator" {
  type    = string
  default = "-"
}
