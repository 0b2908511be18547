locals {
  people = {
    ada  = { born = 1815, language = "notes" }
    alan = { born = 1912, language = "tape" }
  }
}

resource "terraform_data" "person" {
  for_each = local.people
  input    = merge(each.value, { name = title(each.key) })
}

output "languages" {
  value = { for key, person in terraform_data.person : key => person.input.language }
}
