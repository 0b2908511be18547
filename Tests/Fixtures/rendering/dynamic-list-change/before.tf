resource "terraform_data" "r0" {
  input = [1,2,3]
}
resource "terraform_data" "r1" {
  input = [1,2,3,4,5,6,7,8]
}
resource "terraform_data" "r2" {
  input = ["a","b"]
}
resource "terraform_data" "r3" {
  input = []
}
resource "terraform_data" "r4" {
  input = [1]
}
resource "terraform_data" "r5" {
  input = [1,2]
}
resource "terraform_data" "r6" {
  input = [{a=1},{b=2}]
}
resource "terraform_data" "r7" {
  input = [{a=1},{b=2},{c=3}]
}
resource "terraform_data" "r8" {
  input = [[1,2],[3]]
}
resource "terraform_data" "r9" {
  input = ["x\ny","z"]
}
resource "terraform_data" "r10" {
  input = [1,"a",null]
}
resource "terraform_data" "r11" {
  input = ["a","b","c","d"]
}
resource "terraform_data" "r12" {
  input = [1,1,1]
}
resource "terraform_data" "r13" {
  input = ["a",{x=1}]
}
