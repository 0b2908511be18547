module "left" {
  source = "./m"
  more   = 2
}

module "right" {
  source   = "./m"
  for_each = { b = 0, c = 0, d = 0 }
}

resource "terraform_data" "out" {
  input = "m"
}

moved {
  from = terraform_data.alone
  to   = module.left.terraform_data.more
}

moved {
  from = module.keyed["a"]
  to   = module.left
}

moved {
  from = module.keyed["b"]
  to   = module.right["b"]
}

moved {
  from = module.counted[0].terraform_data.renamed
  to   = terraform_data.out
}

moved {
  from = module.counted[0]
  to   = module.right["c"]
}

moved {
  from = module.counted[1]
  to   = module.right["d"]
}
