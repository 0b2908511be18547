data "terraform_remote_state" "b" {
  backend = "local"
  config  = { path = "x" }
}
output "outputs" { value = data.terraform_remote_state.b.outputs }
output "all" { value = data.terraform_remote_state.b }
