resource "terraform_data" "a" {}
resource "terraform_data" "b" {}
resource "terraform_data" "c" { count = 2 }
variable "n" { default = null }
variable "e" { default = "" }
import {
  to = terraform_data.a
  id = "id-a"
}
import {
  to = terraform_data.a
  id = "id-b"
}
import {
  to = terraform_data.b
}
import {
  id = "x"
}
import {
  to = terraform_data.none
  id = "none"
}
import {
  to = data.foo.x
  id = "none"
}
import {
  to = terraform_data.c[5]
  id = "five"
}
import {
  to = terraform_data.c
  id = "nokey"
}
import {
  to = module.none.terraform_data.c
  id = "nomodule"
}
import {
  to = module.none
  id = "nomodule"
}
import {
  to  = terraform_data.x
  id  = "nomodule"
  foo = 1
}
import "x" {
  to = terraform_data.b
  id = "b"
}
