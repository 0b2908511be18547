resource "terraform_data" "inside" {
  count = 1
  input = "inside"
}
