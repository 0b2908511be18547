module "shop" {
  source = "./shop"
  name   = "shop"
  floors = 2
}

output "doors" {
  value = module.shop.doors
}

output "whole" {
  value = module.shop
}
