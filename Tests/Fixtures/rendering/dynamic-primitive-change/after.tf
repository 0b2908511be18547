resource "terraform_data" "r0" {
  input = "b"
}
resource "terraform_data" "r1" {
  input = 2
}
resource "terraform_data" "r2" {
  input = false
}
resource "terraform_data" "r3" {
  input = 1
}
resource "terraform_data" "r4" {
  input = "1"
}
resource "terraform_data" "r5" {
  input = null
}
resource "terraform_data" "r6" {
  input = "a"
}
resource "terraform_data" "r7" {
  input = [1]
}
resource "terraform_data" "r8" {
  input = {a=1}
}
resource "terraform_data" "r9" {
  input = "x"
}
resource "terraform_data" "r10" {
  input = "same"
}
resource "terraform_data" "r11" {
  input = 1.25
}
resource "terraform_data" "r12" {
  input = ""
}
resource "terraform_data" "r13" {
  input = "a"
}
