variable "create" {
  type    = bool
  default = true
}

variable "create_function" {
  type    = bool
  default = true
}

variable "create_role" {
  type    = bool
  default = true
}

variable "create_current_version_permissions" {
  type    = bool
  default = true
}

variable "create_unqualified_mapping" {
  type    = bool
  default = true
}

variable "create_lambda_function_url" {
  type    = bool
  default = false
}

variable "at_edge" {
  type    = bool
  default = false
}

variable "function_name" {
  type    = string
  default = ""
}

variable "description" {
  type    = string
  default = ""
}

variable "handler" {
  type    = string
  default = ""
}

variable "runtime" {
  type    = string
  default = ""
}

variable "lambda_role" {
  type    = string
  default = ""
}

variable "role_name" {
  type    = string
  default = null
}

variable "package" {
  type    = string
  default = null
}

variable "package_type" {
  type    = string
  default = "Zip"
}

variable "image_uri" {
  type    = string
  default = null
}

variable "image_config_entry_point" {
  type    = list(string)
  default = []
}

variable "image_config_command" {
  type    = list(string)
  default = []
}

variable "image_config_working_directory" {
  type    = string
  default = null
}

variable "architectures" {
  type    = list(string)
  default = null
}

variable "memory_size" {
  type    = number
  default = 128
}

variable "ephemeral_storage" {
  type    = number
  default = 512
}

variable "timeout" {
  type    = number
  default = 3
}

variable "publish" {
  type    = bool
  default = false
}

variable "ignore_source_code_hash" {
  type    = bool
  default = false
}

variable "environment_variables" {
  type    = map(string)
  default = {}
}

variable "vpc_subnet_ids" {
  type    = list(string)
  default = null
}

variable "vpc_security_group_ids" {
  type    = list(string)
  default = null
}

variable "attach_network_policy" {
  type    = bool
  default = false
}

variable "file_systems" {
  type    = map(string)
  default = {}
}

variable "dead_letter_arn" {
  type    = string
  default = null
}

variable "tracing_mode" {
  type    = string
  default = null
}

variable "logging_log_format" {
  type    = string
  default = "Text"
}

variable "log_retention" {
  type    = number
  default = null
}

variable "use_existing_log_group" {
  type    = bool
  default = false
}

variable "timeouts" {
  type    = map(string)
  default = {}
}

variable "trusted_entities" {
  type    = any
  default = []
}

variable "attach_policy_statements" {
  type    = bool
  default = false
}

variable "policy_statements" {
  type    = any
  default = {}
}

variable "attach_policies" {
  type    = bool
  default = false
}

variable "policies" {
  type    = list(string)
  default = []
}

variable "number_of_policies" {
  type    = number
  default = 0
}

variable "attach_policy_jsons" {
  type    = bool
  default = false
}

variable "policy_jsons" {
  type    = list(string)
  default = []
}

variable "number_of_policy_jsons" {
  type    = number
  default = 0
}

variable "allowed_triggers" {
  type    = map(any)
  default = {}
}

variable "event_source_mapping" {
  type    = any
  default = {}
}

variable "authorization_type" {
  type    = string
  default = "NONE"
}

variable "cors" {
  type    = any
  default = {}
}

variable "provisioned_concurrent_executions" {
  type    = number
  default = -1
}
