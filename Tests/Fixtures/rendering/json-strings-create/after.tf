resource "terraform_data" "r0" {
  input = jsonencode({a=1,b=[1,{c="d"}],e={}})
}
resource "terraform_data" "r1" {
  input = jsonencode([])
}
resource "terraform_data" "r2" {
  input = jsonencode({})
}
resource "terraform_data" "r3" {
  input = "[1, 2"
}
resource "terraform_data" "r4" {
  input = jsonencode([1])
}
resource "terraform_data" "r5" {
  input = "{\"b\":1,\"a\":2,\"b\":3}"
}
resource "terraform_data" "r6" {
  input = "{\"a\":\"<&>\"}"
}
