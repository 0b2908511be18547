resource "terraform_data" "x" {
  input = path.module
}

resource "terraform_data" "y" {
  count = 2
}
