variable "s" {
  default   = "hidden"
  sensitive = true
}
resource "shapes_thing" "r0" {
name="a"
text="a"
}
resource "shapes_thing" "r1" {
name="b"
text=var.s
}
resource "shapes_thing" "r2" {
name="c"
text="hidden"
}
resource "shapes_thing" "r3" {
name="d"
text=var.s
}
resource "shapes_thing" "r4" {
name="e"
tags={a="b"}
}
resource "shapes_thing" "r5" {
name="f"
words=["a","b"]
}
resource "shapes_thing" "r6" {
name="g"
unique=["a"]
}
resource "shapes_thing" "r7" {
name="h"
list {
 a="1"
}
}
resource "shapes_thing" "r8" {
name="i"
set {
 a="1"
}
}
resource "shapes_thing" "r9" {
name="j"
set {
 a=var.s
}
}
resource "shapes_thing" "r10" {
name="k"
n_list=[{a="1"}]
}
resource "shapes_thing" "r11" {
name="l"
n_single={a=var.s}
}
resource "shapes_thing" "r12" {
name="m"
any={a=var.s}
}
resource "shapes_thing" "r13" {
name="n"
tags=sensitive({a="b"})
}
resource "shapes_thing" "r14" {
name="o"
tags=sensitive({a="b"})
}
resource "shapes_thing" "r15" {
name="p"
set {
 a="hidden"
}
}
resource "shapes_thing" "r16" {
name="q"
map "k" {
 a=var.s
}
}
resource "shapes_thing" "r17" {
name="r"
secret="a"
}
resource "shapes_thing" "r18" {
name="s"
secret_map={a="b"}
}
resource "shapes_thing" "r19" {
name="t"
fixed=var.s
}
resource "shapes_thing" "r20" {
name="u"
text=var.s
}
