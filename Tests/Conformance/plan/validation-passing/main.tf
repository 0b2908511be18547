variable "port" {
  type    = number
  default = 8080

  validation {
    condition     = var.port > 1024
    error_message = "The port ${var.port} is privileged."
  }

  validation {
    condition     = var.port < 65536
    error_message = "No such port."
  }
}

variable "ports" {
  type    = list(number)
  default = [8081]

  validation {
    condition     = !contains(var.ports, var.port)
    error_message = "The main port is not among the others."
  }
}

output "port" {
  value = var.port
}
