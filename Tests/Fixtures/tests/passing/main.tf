variable "name" {
  type    = string
  default = "shop"
}

resource "terraform_data" "site" {
  input = "site-${var.name}"
}

output "site" {
  value = terraform_data.site.output
}
