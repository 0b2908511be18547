resource "terraform_data" "a" {
  count = 2
  input = "x"
  lifecycle {
    precondition {
      condition     = count.index < 5
      error_message = "too many"
    }
  }
}
check "data" {
  data "terraform_remote_state" "s" {
    backend = "local"
    config  = { path = "others/v.json" }
  }
  assert {
    condition     = data.terraform_remote_state.s.outputs.v == "hello"
    error_message = "not hello"
  }
}
output "o" {
  value = 1
  precondition {
    condition     = length(terraform_data.a) == 2
    error_message = "not two"
  }
}
