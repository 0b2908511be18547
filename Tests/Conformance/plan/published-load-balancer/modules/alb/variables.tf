variable "create" {
  type    = bool
  default = true
}

variable "tags" {
  type    = map(string)
  default = {}
}

variable "name" {
  type    = string
  default = null
}

variable "vpc_id" {
  type    = string
  default = null
}

variable "subnets" {
  type    = list(string)
  default = null
}

variable "subnet_mapping" {
  type    = list(map(string))
  default = []
}

variable "load_balancer_type" {
  type    = string
  default = "application"
}

variable "enable_deletion_protection" {
  type    = bool
  default = true
}

variable "access_logs" {
  type    = map(string)
  default = {}
}

variable "timeouts" {
  type    = map(string)
  default = {}
}

variable "default_port" {
  type    = number
  default = 80
}

variable "default_protocol" {
  type    = string
  default = "HTTP"
}

variable "listeners" {
  type    = any
  default = {}
}

variable "target_groups" {
  type    = any
  default = {}
}

variable "additional_target_group_attachments" {
  type    = any
  default = {}
}

variable "additional_listener_certs" {
  type = list(object({
    listener_key    = string
    certificate_arn = optional(string)
  }))
  default = []
}

variable "create_security_group" {
  type    = bool
  default = true
}

variable "security_groups" {
  type    = list(string)
  default = []
}

variable "security_group_name" {
  type    = string
  default = null
}

variable "security_group_use_name_prefix" {
  type    = bool
  default = true
}

variable "security_group_ingress_rules" {
  type    = any
  default = {}
}

variable "security_group_egress_rules" {
  type    = any
  default = {}
}

variable "route53_records" {
  type    = any
  default = {}
}

variable "associate_web_acl" {
  type    = bool
  default = false
}

variable "web_acl_arn" {
  type    = string
  default = null
}
