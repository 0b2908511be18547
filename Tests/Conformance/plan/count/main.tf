variable "servers" {
  type    = number
  default = 3
}

resource "terraform_data" "server" {
  count = var.servers
  input = "server-${count.index}"
}

resource "terraform_data" "none" {
  count = 0
  input = "never"
}

output "names" {
  value = terraform_data.server[*].input
}

output "last" {
  value = terraform_data.server[var.servers - 1].output
}

output "none" {
  value = terraform_data.none
}
