# An attribute of any type changes its type.
variable "value" {
  type    = any
  default = "text"
}

resource "terraform_data" "any" {
  input            = var.value
  triggers_replace = null
}

output "any" {
  value = terraform_data.any.output
}
