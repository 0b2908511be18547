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
  to = terraform_data.a
  id = terraform_data.a.id
}
