variable "secret" {
  type = string
}

variable "open" {
  type      = string
  sensitive = true
}

resource "terraform_data" "x" {
  input = { secret = var.secret, open = var.open }
}

output "secret" {
  value     = terraform_data.x.output.secret
  sensitive = true
}

output "open" {
  value = nonsensitive(var.open)
}
