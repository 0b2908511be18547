variable "name" {
  type = string
}

module "door" {
  source   = "../door"
  for_each = toset(["front", "back"])
  name     = "${var.name}-${each.key}"
}

output "doors" {
  value = { for key, door in module.door : key => door.name }
}
