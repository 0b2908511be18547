resource "terraform_data" "r0" {
  input = jsonencode({a=2,b=[1,2]})
}
resource "terraform_data" "r1" {
  input = "{\"a\":1}"
}
resource "terraform_data" "r2" {
  input = "text"
}
resource "terraform_data" "r3" {
  input = jsonencode({a=1})
}
resource "terraform_data" "r4" {
  input = jsonencode([1,3])
}
resource "terraform_data" "r5" {
  input = jsonencode({a={}})
}
resource "terraform_data" "r6" {
  input = jsonencode({Statement=[{Action=["s3:*","y"],Effect="Allow"},{Action="x",Effect="Deny"}],Version="1"})
}
resource "terraform_data" "r7" {
  input = "{still"
}
resource "terraform_data" "r8" {
  input = "[]"
}
resource "terraform_data" "r9" {
  input = "[1,2]"
}
resource "terraform_data" "r10" {
  input = null
}
resource "terraform_data" "r11" {
  input = jsonencode({a=[]})
}
resource "terraform_data" "r12" {
  input = jsonencode({t="x\nz"})
}
resource "terraform_data" "r13" {
  input = jsonencode({})
}
resource "terraform_data" "r14" {
  input = "{\"a\": 1}"
}
resource "terraform_data" "r15" {
  input = "[]"
}
resource "terraform_data" "r16" {
  input = jsonencode("t")
}
resource "terraform_data" "r17" {
  input = jsonencode({a=jsonencode({b=2})})
}
