resource "terraform_data" "a" {}
resource "terraform_data" "b" {}
module "m" {
  source = "./m"
}
moved {
  from = terraform_data.a
  to   = terraform_data.b
}
moved {
  from = terraform_data.c
  to   = terraform_data.c
}
moved {
  from = terraform_data.d
  to   = terraform_data.b
}
moved {
  from = terraform_data.e
  to   = terraform_data.f
}
moved {
  from = terraform_data.f
  to   = terraform_data.e
}
moved {
  from = terraform_data.g
  to   = terraform_data.h
}
moved {
  from = terraform_data.g
  to   = terraform_data.i
}
moved {
  from = module.m
  to   = module.n
}
moved {
  from = data.foo.bar
  to   = data.foo.baz
}
moved {
  from = data.foo.bar
  to   = foo.baz
}
moved {
  from = terraform_data.q[0]
  to   = terraform_data.r
}
moved {
  from = terraform_data.q
  to   = terraform_data.r[0]
}
moved {
  from = module.m.module.deep
  to   = module.o.module.deep
}
moved {
  from = module.zip.terraform_data.b
  to   = module.zip["a"].terraform_data.b
}
