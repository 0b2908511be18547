module "child" {
  source = "./child"
  name   = "c"
}

module "each" {
  for_each = toset(["a", "b"])
  source   = "./child"
  name     = each.key
}

resource "terraform_data" "a" {
  input = "real"
}

resource "terraform_data" "many" {
  count = 2
  input = count.index
}

output "a" { value = terraform_data.a }
output "many" { value = terraform_data.many }
output "child" { value = module.child }
output "each" { value = module.each }
