resource "terraform_data" "counted" {
  count = 3
}
resource "terraform_data" "each" {
  for_each = toset(["a", "b", "c d"])
}
resource "terraform_data" "was_counted" {
  count = 2
}
resource "terraform_data" "was_each" {
  for_each = toset(["k"])
}
resource "terraform_data" "now_counted" {}
resource "terraform_data" "gone" {}
resource "terraform_data" "gone_counted" {
  count = 2
}
module "gone" {
  source = "./modules/one"
  count  = 2
}
module "kept" {
  source = "./modules/one"
}
