# Between no count and count 1 an object keeps; between count and for_each it does not.
resource "terraform_data" "a" {
  input = "a"
}

resource "terraform_data" "b" {
  count = 1
  input = "b"
}

resource "terraform_data" "c" {
  for_each = toset(["0", "1"])
  input    = "c"
}
