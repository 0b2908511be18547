variable "name" {
  type        = string
  default     = "webshop"
  description = "Prefix of every name."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,15}$", var.name))
    error_message = "The name is 2 to 16 lower-case letters, digits and hyphens, and begins with a letter."
  }
}

variable "environment" {
  type        = string
  default     = "staging"
  description = "Which copy of the shop this is."

  validation {
    condition     = contains(["staging", "production"], var.environment)
    error_message = "The environment is staging or production."
  }
}

variable "region" {
  type        = string
  default     = "eu-central-1"
  description = "The AWS region."
}

variable "cidr" {
  type        = string
  default     = "10.20.0.0/16"
  description = "The network's address range."

  validation {
    condition     = can(cidrsubnet(var.cidr, 8, 255))
    error_message = "The range must be IPv4 in CIDR notation, /24 or wider."
  }
}

variable "zones" {
  type        = number
  default     = 2
  description = "Over how many availability zones the shop is spread."

  validation {
    condition     = var.zones >= 2 && var.zones <= 3
    error_message = "A load balancer and a database need two zones at least; the address plan has room for three."
  }
}

variable "web" {
  type = object({
    instance_type = optional(string, "t3.small")
    per_zone      = optional(number, 1)
    port          = optional(number, 8080)
    health_path   = optional(string, "/health")
  })
  default     = {}
  description = "The web servers."
}

variable "database" {
  type = object({
    instance_class = optional(string, "db.t3.medium")
    storage_gb     = optional(number, 50)
    engine_version = optional(string, "15.7")
    backup_days    = optional(number, 7)
  })
  default     = {}
  description = "The PostgreSQL database."
}

variable "database_password" {
  type        = string
  sensitive   = true
  nullable    = false
  description = "The database administrator's password."

  validation {
    condition     = length(var.database_password) >= 12
    error_message = "The password has 12 characters at least."
  }
}

variable "alarm_email" {
  type        = string
  default     = null
  description = "Who hears of alarms; nobody when null."
}

variable "local_stand_in" {
  type        = bool
  default     = false
  description = "True when AWS_ENDPOINT_URL names a stand-in for AWS on this machine."
}
