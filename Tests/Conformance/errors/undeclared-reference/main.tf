resource "terraform_data" "main" {
  input = terraform_data.mian.id
}

output "x" {
  value = [local.nothing, var.nobody, module.none.x, data.terraform_remote_state.none.outputs]
}
