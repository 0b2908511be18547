variable "port" {
  type    = number
  default = 80

  validation {
    condition     = var.port > 1024
    error_message = "The port must not be privileged."
  }
}

variable "names" {
  type    = list(string)
  default = ["ok", "not ok"]

  validation {
    condition     = alltrue([for name in var.names : can(regex("^\\w+$", name))])
    error_message = "Names are single words."
  }
}
