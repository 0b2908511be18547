resource "terraform_data" "counted" {
  count = 1
}
resource "terraform_data" "each" {
  for_each = toset(["a"])
}
resource "terraform_data" "was_counted" {}
resource "terraform_data" "was_each" {}
resource "terraform_data" "now_counted" {
  count = 2
}
