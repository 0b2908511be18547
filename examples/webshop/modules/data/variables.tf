variable "name" {
  type = string
}

variable "bucket_suffix" {
  type = string
}

variable "buckets" {
  type = map(object({
    versioned = optional(bool, true)
  }))
}

variable "subnet_ids" {
  type = list(string)

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "A database subnet group spans two zones at least."
  }
}

variable "security_group_id" {
  type = string
}

variable "database" {
  type = object({
    instance_class = string
    storage_gb     = number
    engine_version = string
    backup_days    = number
  })
}

variable "password" {
  type      = string
  sensitive = true
}

variable "protected" {
  type        = bool
  description = "Whether deleting the data takes a second step."
}
