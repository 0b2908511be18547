module "a" {
  source = "./link"
  text   = "start"
}

module "b" {
  source = "./link"
  text   = module.a.text
}

module "c" {
  source     = "./link"
  text       = module.b.known
  depends_on = [module.a]
}

output "c" {
  value = [module.c.text, module.c.known]
}
