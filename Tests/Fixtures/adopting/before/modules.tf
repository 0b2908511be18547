module "mail" {
  source = "./mail"

  size = 5
}

module "post" {
  source   = "./mail"
  for_each = { north = 1, south = 2 }

  name = each.key
  size = each.value
}
