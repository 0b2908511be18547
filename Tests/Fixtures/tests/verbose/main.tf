variable "secret" {
  default   = "hidden"
  sensitive = true
}
resource "terraform_data" "a" {
  input = "x"
}
output "a" { value = terraform_data.a.output }
output "s" {
  value = var.secret
  sensitive = true
}
