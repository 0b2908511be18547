locals {
  people = {
    ada   = { born = 1815, language = "none" }
    grace = { born = 1906, language = "COBOL" }
  }
}

resource "terraform_data" "person" {
  for_each = local.people
  input    = merge(each.value, { name = title(each.key) })
}

output "languages" {
  value = { for key, person in terraform_data.person : key => person.input.language }
}

output "ids" {
  value = [for person in terraform_data.person : person.id]
}
