locals {
  people = [
    { name = "ada", team = "red", age = 36 },
    { name = "bob", team = "blue", age = 28 },
    { name = "cleo", team = "red", age = 51 },
  ]
}

output "names" {
  value = [for p in local.people : upper(p.name)]
}
output "indexed" {
  value = [for i, p in local.people : "${i}:${p.name}"]
}
output "grown" {
  value = [for p in local.people : p.name if p.age > 30]
}
output "by_team" {
  value = { for p in local.people : p.team => p.name... }
}
output "ages" {
  value = { for p in local.people : p.name => p.age if p.team != "blue" }
}
output "nested" {
  value = flatten([for p in local.people : [for letter in split("", p.name) : "${p.team}-${letter}"]])
}
output "of_map" {
  value = [for k, v in { b = 2, a = 1 } : "${k}${v}"]
}
output "of_set" {
  value = [for v in toset([3, 1, 2]) : v * v]
}
output "set_index" {
  value = { for k, v in toset(["x", "y"]) : k => v }
}
