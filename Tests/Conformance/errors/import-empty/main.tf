resource "terraform_data" "a" {}
resource "terraform_data" "b" {}
resource "terraform_data" "c" {}
resource "terraform_data" "d" {}
resource "terraform_data" "e" {}
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
  to = terraform_data.b
  id = ""
}
import {
  to = terraform_data.c
  id = terraform_data.d.id
}
import {
  to = terraform_data.d
  id = var.s
}
import {
  to = terraform_data.e
  id = ["x"]
}
import {
  for_each = terraform_data.d.id == "x" ? {} : {}
  to       = terraform_data.f[each.key]
  id       = "x"
}
