variable "n" { default = 2 }
variable "secret" {
  default = "s"
  sensitive = true
}
resource "terraform_data" "a" {
  count = var.n
  input = { x = count.index, s = var.secret }
  lifecycle { create_before_destroy = true }
}
resource "terraform_data" "b" {
  for_each = toset(["p","q"])
  input = terraform_data.a[0].output
  triggers_replace = var.n
}
output "o" { value = terraform_data.a[*].id }
output "s" { 
  value = var.secret
  sensitive = true
}
output "fix" { value = "x${var.n}" }
