module "mail" {
  source = "./mail"

  size     = 50
  greeting = "hey"
}

module "post" {
  source   = "./mail"
  for_each = { north = 1, south = 22 }

  name = each.key
  size = each.value
}
