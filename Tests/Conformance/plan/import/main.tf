resource "terraform_data" "a" {}
resource "terraform_data" "in" { input = "x" }
resource "terraform_data" "fe" { for_each = toset(["p", "q"]) }
module "m" {
  source   = "./m"
  for_each = toset(["one", "two"])
}
import {
  to = terraform_data.a
  id = "id-a"
}
import {
  to = terraform_data.in
  id = "id-${terraform_data.a.input == null ? "in" : "out"}"
}
import {
  for_each = { p = "ip", q = "iq" }
  to       = terraform_data.fe[each.key]
  id       = each.value
}
import {
  to = module.m["one"].terraform_data.y
  id = "id-y"
}

# The identifier may come from what is known.
resource "terraform_data" "replaced" {
  triggers_replace = "x"
}

import {
  to = terraform_data.replaced
  id = var.id
}

variable "id" {
  default = "r"
}
