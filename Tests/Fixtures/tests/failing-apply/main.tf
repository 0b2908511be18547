resource "terraform_data" "a" {
  input = "x"
}
resource "terraform_data" "b" {
  input = one([terraform_data.a.id, 2])
}
