variable "fail" {
  default = false
}
resource "terraform_data" "a" {
  input = "x"
  lifecycle {
    prevent_destroy = true
  }
}
resource "terraform_data" "b" {
  input = terraform_data.a.output
}
