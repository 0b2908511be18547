module "m" {
  source   = "./modules/one"
  for_each = toset(["x"])
  value    = "1"
}
output "m" {
  value = { for k, v in module.m : k => v.value }
}
