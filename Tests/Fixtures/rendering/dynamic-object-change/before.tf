resource "terraform_data" "r0" {
  input = {a=1,b=2}
}
resource "terraform_data" "r1" {
  input = {a=1}
}
resource "terraform_data" "r2" {
  input = {a=1,b={c=1,d=2}}
}
resource "terraform_data" "r3" {
  input = {name="x",id=1,tags={a=1,b=2},z=1}
}
resource "terraform_data" "r4" {
  input = {}
}
resource "terraform_data" "r5" {
  input = {a=1}
}
resource "terraform_data" "r6" {
  input = {a=null}
}
resource "terraform_data" "r7" {
  input = {a=1}
}
resource "terraform_data" "r8" {
  input = {a=[1,2],"b-c"=1,"d e"=2}
}
resource "terraform_data" "r9" {
  input = {a={b={c={d=1}}}}
}
resource "terraform_data" "r10" {
  input = {a={b=1}}
}
resource "terraform_data" "r11" {
  input = {a=[]}
}
resource "terraform_data" "r12" {
  input = {long_key_name=1,s=1}
}
