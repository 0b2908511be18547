resource "terraform_data" "c" {}

resource "terraform_data" "cc" {}

resource "terraform_data" "old" {
  input = "x"
}

resource "terraform_data" "z" {
  for_each = toset(["a", "b"])
}
