terraform {
  required_version = ">= 99.0"
}

variable "a" {
  type        = string
  default     = "main"
  description = "Overridden twice."
}

variable "b" {
  type    = string
  default = "1"
}

locals {
  x = "main"
  y = "main"
}

resource "terraform_data" "r" {
  input            = { from = "main", x = local.x, y = local.y, a = var.a, b = var.b }
  triggers_replace = ["main"]

  lifecycle {
    create_before_destroy = true
    ignore_changes        = [triggers_replace]
  }
}

resource "terraform_data" "counted" {
  count = 3
  input = count.index
}

module "m" {
  source = "./m"
  in     = "main"
  other  = "kept"
}

output "o" {
  value       = "main"
  description = "kept"
}

output "m" {
  value = module.m.out
}
