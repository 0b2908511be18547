variable "name" {
  type = string
}

variable "floors" {
  type = number
}

module "floor" {
  source = "./floor"
  count  = var.floors
  name   = "${var.name}-${count.index}"
}

resource "terraform_data" "roof" {
  input = [for floor in module.floor : floor.doors]
}

output "doors" {
  value = module.floor[*].doors
}
