resource "terraform_data" "r0" {
  input = "a\nx\nc\n"
}
resource "terraform_data" "r1" {
  input = "two\nlines"
}
resource "terraform_data" "r2" {
  input = "one line"
}
resource "terraform_data" "r3" {
  input = null
}
resource "terraform_data" "r4" {
  input = "  indented\n    less\n"
}
resource "terraform_data" "r5" {
  input = "a\nb\n\n"
}
resource "terraform_data" "r6" {
  input = {t="x\nz\n",u=1}
}
resource "terraform_data" "r7" {
  input = ["x\nz\n"]
}
resource "terraform_data" "r8" {
  input = "a\nb"
}
resource "terraform_data" "r9" {
  input = "a\n\n"
}
resource "terraform_data" "r10" {
  input = "l2\nl1\nl3\nl7\nl5\nl6"
}
