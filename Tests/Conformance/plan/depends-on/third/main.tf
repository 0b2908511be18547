resource "terraform_data" "inner" {
  input = "third"
}

output "text" {
  value = terraform_data.inner.input
}
