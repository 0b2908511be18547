module "m" {
  source   = "./modules/one"
  for_each = toset(["x", "y"])
  value    = "2"
}
output "m" {
  value = { for k, v in module.m : k => v.value }
}
