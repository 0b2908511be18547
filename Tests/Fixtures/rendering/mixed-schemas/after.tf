resource "terraform_data" "a" {
  triggers_replace = [1]
}

resource "shapes_plain" "b" {
  value = "b"
}
