moved {
  from = module.x
  to   = terraform_data.b
}

moved {
  from = terraform_data.z
}

moved {
  from = terraform_data.z[*]
  to   = terraform_data.zz[each.key]
  foo  = 1
  bar {}
}

moved {
  from = "terraform_data.z"
  to   = terraform_data
}

moved "x" {
  from = terraform_data.z
  to   = terraform_data.y
}
