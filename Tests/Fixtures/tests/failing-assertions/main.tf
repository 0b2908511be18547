variable "name" {
  type    = string
  default = "x"
}

variable "secret" {
  type      = string
  default   = "s"
  sensitive = true
}

resource "terraform_data" "a" {
  input = { name = var.name, ports = [80, 443], tags = { a = "b" } }
}

resource "terraform_data" "many" {
  count = 2
  input = count.index
}

output "name" {
  value = terraform_data.a.output.name
}

output "object" {
  value = { a = 1, b = [true, null] }
}

output "secret" {
  value     = var.secret
  sensitive = true
}
