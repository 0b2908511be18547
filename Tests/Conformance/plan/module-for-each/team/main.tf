variable "name" {
  type = string
}

variable "size" {
  type = number
}

variable "members" {
  type = list(string)
}

resource "terraform_data" "desk" {
  count = var.size
  input = "${var.name}-${count.index}: ${join("+", var.members)}"
}

resource "terraform_data" "member" {
  for_each         = toset(var.members)
  triggers_replace = { member = each.value, team = var.name }
}

output "desks" {
  value = terraform_data.desk[*].input
}
