variable "s" {
  default   = "hidden"
  sensitive = true
}
resource "shapes_thing" "r0" {
name="a"
text=var.s
}
resource "shapes_thing" "r1" {
name="b"
text="a"
}
resource "shapes_thing" "r2" {
name="c"
text=var.s
}
resource "shapes_thing" "r3" {
name="d"
text="hidden"
}
resource "shapes_thing" "r4" {
name="e"
tags={a=var.s}
}
resource "shapes_thing" "r5" {
name="f"
words=["a",var.s]
}
resource "shapes_thing" "r6" {
name="g"
unique=["a",var.s]
}
resource "shapes_thing" "r7" {
name="h"
list {
 a=var.s
}
}
resource "shapes_thing" "r8" {
name="i"
set {
 a=var.s
}
}
resource "shapes_thing" "r9" {
name="j"
set {
 a="1"
}
}
resource "shapes_thing" "r10" {
name="k"
n_list=[{a=var.s}]
}
resource "shapes_thing" "r11" {
name="l"
n_single={a="1"}
}
resource "shapes_thing" "r12" {
name="m"
any={a=1}
}
resource "shapes_thing" "r13" {
name="n"
tags=sensitive({a="c"})
}
resource "shapes_thing" "r14" {
name="o"

}
resource "shapes_thing" "r15" {
name="p"
set {
 a=var.s
}
}
resource "shapes_thing" "r16" {
name="q"
map "k" {
 a=var.s
 b=2
}
}
resource "shapes_thing" "r17" {
name="r"
secret="b"
}
resource "shapes_thing" "r18" {
name="s"
secret_map={a="c"}
}
resource "shapes_thing" "r19" {
name="t"
fixed="x"
}
resource "shapes_thing" "r20" {
name="u"

}
