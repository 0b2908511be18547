module "defaults" {
  source = "./m"
}

module "nulls" {
  source   = "./m"
  kept     = null
  not_null = null
}

output "defaults" {
  value = module.defaults.all
}

output "nulls" {
  value = module.nulls.all
}
