resource "shapes_thing" "r0" {
name="a"
single {
 a="2"
}
}
resource "shapes_thing" "r1" {
name="b"

}
resource "shapes_thing" "r2" {
name="c"
single {
 a="1"
}
}
resource "shapes_thing" "r3" {
name="d"
group {
 a="2"
}
}
resource "shapes_thing" "r4" {
name="e"
list {
 a="1"
}
list {
 a="3"
}
}
resource "shapes_thing" "r5" {
name="f"
list {
 a="2"
}
}
resource "shapes_thing" "r6" {
name="g"

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
set {
 a="3"
}
}
resource "shapes_thing" "r9" {
name="j"
map "k" {
 a="2"
}
map "m" {
 a="2"
}
}
resource "shapes_thing" "r10" {
name="k"
outer {
 a="1"
 deep {
  a="2"
  deepest {
   a="4"
  }
 }
}
}
resource "shapes_thing" "r11" {
name="l"
outer {
 a="1"
}
}
resource "shapes_thing" "r12" {
name="m"
list {
 secret="2"
 a = "x"
}
}
resource "shapes_thing" "r13" {
name="n"
only {
 blocks {
  a="2"
 }
}
}
resource "shapes_thing" "r14" {
name="o"
list {
 a="1"
}
set {
 a = "x"
}
text="b"
}
