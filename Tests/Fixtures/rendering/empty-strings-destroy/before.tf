resource "shapes_thing" "r0" {
name="a"
text=""
}
resource "shapes_thing" "r1" {
name="b"

}
resource "shapes_thing" "r2" {
name="c"
text=""
}
resource "shapes_thing" "r3" {
name="d"
text=""
 other="x"
}
resource "shapes_thing" "r4" {
name="e"
fixed=""
}
resource "shapes_thing" "r5" {
name="f"
list {
 a=""
}
}
resource "shapes_thing" "r6" {
name="g"
list {
 a=""
 b=1
}
}
resource "shapes_thing" "r7" {
name="h"
n_single={a=""}
}
resource "shapes_thing" "r8" {
name="i"
n_single={a=""}
}
resource "shapes_thing" "r9" {
name="j"
n_single={a=""}
}
resource "shapes_thing" "r10" {
name="k"
tags={a=""}
}
resource "shapes_thing" "r11" {
name="l"
tags={a=""}
}
resource "shapes_thing" "r12" {
name="m"
any=""
}
resource "shapes_thing" "r13" {
name="n"
any={a=""}
}
resource "shapes_thing" "r14" {
name="o"
words=[""]
}
resource "shapes_thing" "r15" {
name="p"
words=[""]
}
resource "shapes_thing" "r16" {
name="q"
text=""
}
resource "shapes_thing" "r17" {
name="r"
list {
 a=""
}
}
resource "shapes_thing" "r19" {
name="t"
record={a="",b=null,id="i",deep=[]}
}
resource "shapes_thing" "r20" {
name="u"
any=""
}
resource "shapes_thing" "r21" {
name="v"

}
resource "shapes_thing" "r22" {
name="w"
list {
 a="x"
}
}
resource "shapes_thing" "r23" {
name="x"
list {
 a=""
}
}
