module "m" {
  source  = "./m"
  unknown = 1
}

output "missing" {
  value = module.m.nothing
}
