check "inner" {
  data "terraform_remote_state" "s" {
    backend = "local"
    config  = { path = "others/v.json" }
  }
  assert {
    condition     = data.terraform_remote_state.s.outputs.v == "x"
    error_message = "inner"
  }
}
