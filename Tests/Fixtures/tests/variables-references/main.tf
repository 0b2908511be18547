variable "name" { type = string }
variable "list" {
  type    = list(string)
  default = []
}

resource "terraform_data" "a" {
  input = var.name
}

output "name" { value = terraform_data.a.output }
output "list" { value = var.list }
