resource "terraform_data" "a" {}
resource "terraform_data" "b" {}

locals {
  s  = terraform_data.a.id
  t  = terraform_data.b.id
  n  = length(split(",", local.s))
  l  = split(",", local.s)
  l2 = [for x in split(",", local.s) : x == ""]
  m  = tomap({ for x in split(",", local.s) : x => x })
  mm = tomap({ for x in split(",", local.s) : x => [x] })
  b  = local.s == "x"
  o  = upper(local.t)
}
