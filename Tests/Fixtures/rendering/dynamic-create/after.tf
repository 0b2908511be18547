resource "terraform_data" "r0" {
  input = "text"
}
resource "terraform_data" "r1" {
  input = 1
}
resource "terraform_data" "r2" {
  input = true
}
resource "terraform_data" "r3" {
  input = [1, "a", true, null]
}
resource "terraform_data" "r4" {
  input = { a = 1, "b c" = "x", d = null }
}
resource "terraform_data" "r5" {
  input = []
}
resource "terraform_data" "r6" {
  input = {}
}
resource "terraform_data" "r7" {
  input = { list = [[1, 2], [{ x = 1 }]], name = "n", id = 3, tags = { a = "b" } }
}
resource "terraform_data" "r8" {
  input = "multi\nline\n"
}
resource "terraform_data" "r9" {
  input = 1.5
}
resource "terraform_data" "r10" {
  input = 123456789012345678901234567890
}
resource "terraform_data" "r11" {
  input = 1e40
}
resource "terraform_data" "r12" {
  input = 0.000001
}
resource "terraform_data" "r13" {
  input = -7
}
resource "terraform_data" "r14" {
  input = "quote \" back \\ $${x} tab\t é 漢 \u0007"
}
resource "terraform_data" "r15" {
  input = toset(["b", "a"])
}
resource "terraform_data" "r16" {
  input = tomap({ k = "v" })
}
resource "terraform_data" "r17" {
  input = "${1}"
}
resource "terraform_data" "r18" {
  input = 1/3
}
