variable "name" {
  default = "values.json"
}
check "values" {
  data "terraform_remote_state" "v" {
    backend = "local"
    config  = { path = var.name }
  }
  assert {
    condition     = data.terraform_remote_state.v.outputs.v == "hello"
    error_message = "There is no greeting."
  }
}
