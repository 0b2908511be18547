resource "terraform_data" "x" {
  input = "overridden"
}

variable "v" {
  default = "overridden"
}
