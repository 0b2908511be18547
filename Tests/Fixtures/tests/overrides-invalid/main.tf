resource "terraform_data" "a" {
  input = "real"
}
data "terraform_remote_state" "b" {
  backend = "local"
  config = { path = "x" }
}
output "x" { value = data.terraform_remote_state.b.outputs }
