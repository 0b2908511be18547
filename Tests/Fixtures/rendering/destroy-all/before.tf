resource "terraform_data" "r0" {
  input = "a"
}
resource "terraform_data" "r1" {
  input = {a=[1,2],b={c="d"},e=null}
}
resource "terraform_data" "r2" {
  input = "x\ny"
}
resource "terraform_data" "r3" {
  input = jsonencode({a=1})
}
resource "terraform_data" "r4" {
  input = []
}
resource "terraform_data" "r5" {
  input = {}
}
output "o" {
  value = terraform_data.r1.output
}
