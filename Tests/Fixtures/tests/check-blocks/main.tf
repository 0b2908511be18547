variable "name" { default = "x" }
resource "terraform_data" "a" {
  input = var.name
}
check "name" {
  assert {
    condition     = terraform_data.a.output != "bad"
    error_message = "The name is bad."
  }
}
