resource "terraform_data" "kept" {
  input = "kept"
}

output "new" {
  value = "new"
}
