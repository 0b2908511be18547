resource "terraform_data" "r0" {
  input = 1
}
resource "terraform_data" "r1" {
  input = 2
}
