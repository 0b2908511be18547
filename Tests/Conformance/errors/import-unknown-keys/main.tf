resource "terraform_data" "a" {}
resource "terraform_data" "d" {}
resource "terraform_data" "f" { for_each = toset(["a"]) }
variable "n" {
  type    = string
  default = null
}
variable "s" {
  default   = "x"
  sensitive = true
}
import {
  for_each = terraform_data.d.id == "x" ? {} : { a = 1 }
  to       = terraform_data.f[each.key]
  id       = each.key
}
