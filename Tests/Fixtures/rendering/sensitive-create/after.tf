variable "s" {
  default   = "hidden"
  sensitive = true
}
resource "shapes_thing" "r0" {
name="a"
text=var.s
tags={a=var.s,b="c"}
words=["a",var.s]
unique=["a",var.s]
any={a=[var.s,1]}
n_list=[{a=var.s}]
n_set=[{a=var.s}]
record={a=var.s,b=1,id="i",deep=[]}
list {
 a=var.s
}
set {
 a=var.s
}
map "k" {
 a=var.s
}
single {
 a=var.s
}
}
output "s" {
  value     = var.s
  sensitive = true
}
