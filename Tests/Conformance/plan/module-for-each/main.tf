variable "teams" {
  type = map(object({
    size    = number
    members = optional(list(string), [])
  }))
  default = {
    red  = { size = 2, members = ["ada"] }
    blue = { size = 1 }
  }
}

module "team" {
  source   = "./team"
  for_each = var.teams

  name    = each.key
  size    = each.value.size
  members = each.value.members
}

output "first_desk" {
  value = module.team["red"].desks[0]
}

output "sizes" {
  value = { for name, team in module.team : name => length(team.desks) }
}
