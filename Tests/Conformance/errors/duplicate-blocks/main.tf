resource "terraform_data" "x" {}

resource "terraform_data" "x" {}

variable "v" {
  default = 1
}

variable "v" {
  default = 2
}

output "o" {
  value = 1
}

output "o" {
  value = 2
}

locals {
  l = 1
}

locals {
  l = 2
}
