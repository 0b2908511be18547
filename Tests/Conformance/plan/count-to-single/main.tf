resource "terraform_data" "a" {
  count = 1
  input = "a"
}

resource "terraform_data" "b" {
  input = "b"
}

resource "terraform_data" "c" {
  count = 2
  input = "c"
}
