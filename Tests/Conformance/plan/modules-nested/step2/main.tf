module "shop" {
  source = "./shop"
  name   = "shop"
  floors = 1
}

output "doors" {
  value = module.shop.doors
}
