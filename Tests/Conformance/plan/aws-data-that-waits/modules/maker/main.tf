resource "terraform_data" "inside" { input = "inside" }
output "fixed" { value = "fixed" }
