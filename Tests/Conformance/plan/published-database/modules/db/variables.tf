variable "create_db_instance" {
  type    = bool
  default = true
}

variable "create_db_subnet_group" {
  type    = bool
  default = false
}

variable "create_db_parameter_group" {
  type    = bool
  default = true
}

variable "create_db_option_group" {
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

variable "major_engine_version" {
  type    = string
  default = null
}

variable "family" {
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

variable "subnet_ids" {
  type    = list(string)
  default = []
}

variable "db_subnet_group_name" {
  type    = string
  default = null
}

variable "db_subnet_group_use_name_prefix" {
  type    = bool
  default = true
}

variable "db_subnet_group_description" {
  type    = string
  default = null
}

variable "db_subnet_group_tags" {
  type    = map(string)
  default = {}
}

variable "parameter_group_name" {
  type    = string
  default = null
}

variable "parameter_group_use_name_prefix" {
  type    = bool
  default = true
}

variable "parameter_group_description" {
  type    = string
  default = null
}

variable "db_parameter_group_tags" {
  type    = map(string)
  default = {}
}

variable "parameters" {
  type    = list(map(string))
  default = []
}

variable "option_group_name" {
  type    = string
  default = null
}

variable "option_group_use_name_prefix" {
  type    = bool
  default = true
}

variable "option_group_description" {
  type    = string
  default = null
}

variable "option_group_timeouts" {
  type    = map(string)
  default = {}
}

variable "db_option_group_tags" {
  type    = map(string)
  default = {}
}

variable "options" {
  type    = any
  default = []
}

variable "backup_retention_period" {
  type    = number
  default = null
}

variable "blue_green_update" {
  type    = map(string)
  default = {}
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

variable "tags" {
  type    = map(string)
  default = {}
}

variable "db_instance_tags" {
  type    = map(string)
  default = {}
}

variable "password" {
  type      = string
  default   = null
  sensitive = true
}
