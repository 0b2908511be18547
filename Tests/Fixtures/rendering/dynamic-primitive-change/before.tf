resource "terraform_data" "r0" {
  input = "a"
}
resource "terraform_data" "r1" {
  input = 1
}
resource "terraform_data" "r2" {
  input = true
}
resource "terraform_data" "r3" {
  input = "a"
}
resource "terraform_data" "r4" {
  input = 1
}
resource "terraform_data" "r5" {
  input = "a"
}
resource "terraform_data" "r6" {
  input = null
}
resource "terraform_data" "r7" {
  input = 1
}
resource "terraform_data" "r8" {
  input = [1]
}
resource "terraform_data" "r9" {
  input = {a=1}
}
resource "terraform_data" "r10" {
  input = "same"
}
resource "terraform_data" "r11" {
  input = 1.5
}
resource "terraform_data" "r12" {
  input = "a"
}
resource "terraform_data" "r13" {
  input = ""
}
