resource "terraform_data" "tuple" {
  for_each = ["a", "b"]
}

resource "terraform_data" "null" {
  for_each = null
}

resource "terraform_data" "negative" {
  count = -1
}

resource "terraform_data" "sensitive" {
  for_each = toset([sensitive("x")])
}
