resource "terraform_data" "a" {
  input = "a"
}
resource "terraform_data" "b" {
  count      = 2
  input      = terraform_data.a.output
  depends_on = [terraform_data.c]
}
resource "terraform_data" "c" {
  for_each         = toset(["x"])
  triggers_replace = each.key
  provisioner "local-exec" {
    command = "true"
  }
}
module "m" {
  source = "./modules/one"
  value  = terraform_data.b[0].id
}
output "z" {
  value      = module.m.value
  depends_on = [terraform_data.b]
}
