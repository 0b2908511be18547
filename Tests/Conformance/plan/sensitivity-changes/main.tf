resource "terraform_data" "a" {
  input = "x"
}

resource "terraform_data" "b" {
  input = sensitive({ k = "x" })
}

output "o" {
  value = "same"
}
