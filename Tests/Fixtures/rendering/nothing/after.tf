resource "terraform_data" "r0" {
  input = "a"
}
