variable "create" {
  type    = bool
  default = true
}

variable "identifier" {
  type = string
}

variable "engine" {
  type    = string
  default = null
}

variable "engine_version" {
  type    = string
  default = null
}

variable "instance_class" {
  type    = string
  default = null
}

variable "allocated_storage" {
  type    = number
  default = null
}

variable "replicate_source_db" {
  type    = string
  default = null
}

variable "username" {
  type    = string
  default = null
}

variable "port" {
  type    = string
  default = null
}

variable "db_subnet_group_name" {
  type    = string
  default = null
}

variable "parameter_group_name" {
  type    = string
  default = null
}

variable "option_group_name" {
  type    = string
  default = null
}

variable "backup_retention_period" {
  type    = number
  default = null
}

variable "skip_final_snapshot" {
  type    = bool
  default = false
}

variable "restore_to_point_in_time" {
  type    = map(string)
  default = null
}

variable "s3_import" {
  type    = map(string)
  default = null
}

variable "timeouts" {
  type    = map(string)
  default = {}
}

variable "monitoring_interval" {
  type    = number
  default = 0
}

variable "create_monitoring_role" {
  type    = bool
  default = false
}

variable "tags" {
  type    = map(string)
  default = {}
}

variable "password" {
  type      = string
  default   = null
  sensitive = true
}
