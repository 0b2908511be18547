resource "terraform_data" "r0" {
  input = "a\nb\nc\n"
}
resource "terraform_data" "r1" {
  input = "one line"
}
resource "terraform_data" "r2" {
  input = "two\nlines"
}
resource "terraform_data" "r3" {
  input = "a\nb"
}
resource "terraform_data" "r4" {
  input = "  indented\n    more\n"
}
resource "terraform_data" "r5" {
  input = "a\n\nb\n"
}
resource "terraform_data" "r6" {
  input = {t="x\ny\n",u=1}
}
resource "terraform_data" "r7" {
  input = ["x\ny\n"]
}
resource "terraform_data" "r8" {
  input = "a\r\nb"
}
resource "terraform_data" "r9" {
  input = "a\n"
}
resource "terraform_data" "r10" {
  input = "l1\nl2\nl3\nl4\nl5\nl6"
}
