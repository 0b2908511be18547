resource "terraform_data" "y" {}
output "y" { value = 1 }
