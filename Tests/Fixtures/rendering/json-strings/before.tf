resource "terraform_data" "r0" {
  input = jsonencode({a=1,b=[1,2]})
}
resource "terraform_data" "r1" {
  input = "{ \"a\": 1 }"
}
resource "terraform_data" "r2" {
  input = jsonencode({a=1})
}
resource "terraform_data" "r3" {
  input = "text"
}
resource "terraform_data" "r4" {
  input = jsonencode([1,2,3])
}
resource "terraform_data" "r5" {
  input = jsonencode({a=null})
}
resource "terraform_data" "r6" {
  input = jsonencode({Statement=[{Action="s3:*",Effect="Allow"},{Action="x",Effect="Deny"}],Version="1"})
}
resource "terraform_data" "r7" {
  input = "{broken"
}
resource "terraform_data" "r8" {
  input = "{}"
}
resource "terraform_data" "r9" {
  input = "[1,2] trailing"
}
resource "terraform_data" "r10" {
  input = jsonencode({a=1})
}
resource "terraform_data" "r11" {
  input = null
}
resource "terraform_data" "r12" {
  input = jsonencode({t="x\ny"})
}
resource "terraform_data" "r13" {
  input = jsonencode({})
}
resource "terraform_data" "r14" {
  input = "{\"a\": 1.0}"
}
resource "terraform_data" "r15" {
  input = "[ ]"
}
resource "terraform_data" "r16" {
  input = jsonencode("s")
}
resource "terraform_data" "r17" {
  input = jsonencode({a=jsonencode({b=1})})
}
