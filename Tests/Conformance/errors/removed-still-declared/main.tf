resource "terraform_data" "still" {}
module "mm" {
  source = "./m"
}
removed {
  from = terraform_data.b
  lifecycle { destroy = false }
}
removed {
  from = terraform_data.still
  lifecycle { destroy = false }
}
removed {
  from = terraform_data.dup
  lifecycle { destroy = false }
}
removed {
  from = terraform_data.dup
  lifecycle { destroy = false }
}
removed {
  from = module.mm
  lifecycle { destroy = false }
}
removed {
  from = module.mm.terraform_data.y
  lifecycle { destroy = false }
}
