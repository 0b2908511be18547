resource "terraform_data" "q" {}
resource "terraform_data" "q2" {
  depends_on = [terraform_data.q]
}
resource "terraform_data" "q3" { input = [terraform_data.q, terraform_data.q2] }
output "all" { value = terraform_data.q }
output "one" { value = 1 }
