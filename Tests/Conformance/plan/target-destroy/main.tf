resource "terraform_data" "a" {
  input = "a"
}

resource "terraform_data" "b" {
  input = "b"
}

output "a" {
  value = terraform_data.a.input
}

output "b" {
  value = terraform_data.b.input
}

output "k" {
  value = "k"
}

resource "terraform_data" "c" {
  input = terraform_data.a.output
}

