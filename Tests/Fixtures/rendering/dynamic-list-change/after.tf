resource "terraform_data" "r0" {
  input = [1,3]
}
resource "terraform_data" "r1" {
  input = [1,2,3,4,9,6,7,8]
}
resource "terraform_data" "r2" {
  input = ["b","a"]
}
resource "terraform_data" "r3" {
  input = [1]
}
resource "terraform_data" "r4" {
  input = []
}
resource "terraform_data" "r5" {
  input = [1,2,3]
}
resource "terraform_data" "r6" {
  input = [{a=2},{b=2}]
}
resource "terraform_data" "r7" {
  input = [{b=2},{c=4}]
}
resource "terraform_data" "r8" {
  input = [[1],[3]]
}
resource "terraform_data" "r9" {
  input = ["x\nq","z"]
}
resource "terraform_data" "r10" {
  input = [null,"a",1]
}
resource "terraform_data" "r11" {
  input = ["0","a","c","d","e"]
}
resource "terraform_data" "r12" {
  input = [1,1]
}
resource "terraform_data" "r13" {
  input = [{x=2},"a"]
}
