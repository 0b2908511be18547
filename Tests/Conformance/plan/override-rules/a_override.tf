terraform {
  required_version = ">= 1.0"
}

variable "a" {
  default = "a"
}

locals {
  x = "a ${local.y}"
}

resource "terraform_data" "r" {
  lifecycle {
    create_before_destroy = false
  }
}

resource "terraform_data" "counted" {
  count = 1
}

module "m" {
  in = "a"
}

output "o" {
  value     = "a"
  sensitive = true
}
