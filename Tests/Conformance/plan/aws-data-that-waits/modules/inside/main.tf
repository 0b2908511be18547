module "nothing" { source = "../nothing" }
module "reader" {
  source   = "../reader"
  for_each = { for name, value in module.nothing : name => value }
}
