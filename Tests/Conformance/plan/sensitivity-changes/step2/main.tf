resource "terraform_data" "a" {
  input = sensitive("x")
}

resource "terraform_data" "b" {
  input = { k = "x" }
}

output "o" {
  value     = "same"
  sensitive = true
}
