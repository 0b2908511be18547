variable "path" { default = "others/v.json" }
resource "terraform_data" "a" {
  input = "x"
}
check "ok" {
  data "terraform_remote_state" "s" {
    backend = "local"
    config  = { path = var.path }
  }
  assert {
    condition     = data.terraform_remote_state.s.outputs.v == "hello"
    error_message = "not hello"
  }
}
check "bad" {
  data "terraform_remote_state" "missing" {
    backend = "local"
    config  = { path = "nope.tfstate" }
  }
  assert {
    condition     = data.terraform_remote_state.missing.outputs.v == "hello"
    error_message = "not hello"
  }
}
check "later" {
  data "terraform_remote_state" "u" {
    backend = "local"
    config  = { path = "${terraform_data.a.id}.tfstate" }
  }
  assert {
    condition     = data.terraform_remote_state.u.outputs.v == "hello"
    error_message = "not hello"
  }
}
check "dep" {
  data "terraform_remote_state" "d" {
    backend = "local"
    config  = { path = var.path }
    depends_on = [terraform_data.a]
  }
  assert {
    condition     = data.terraform_remote_state.d.outputs.v == "hello2"
    error_message = "not hello2"
  }
}
module "m" {
  source = "./m"
  for_each = toset(["p","q"])
}
