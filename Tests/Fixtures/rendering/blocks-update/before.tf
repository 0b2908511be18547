resource "shapes_thing" "r0" {
name="a"
single {
 a="1"
}
}
resource "shapes_thing" "r1" {
name="b"
single {
 a="1"
}
}
resource "shapes_thing" "r2" {
name="c"

}
resource "shapes_thing" "r3" {
name="d"
group {
 a="1"
}
}
resource "shapes_thing" "r4" {
name="e"
list {
 a="1"
}
list {
 a="2"
}
}
resource "shapes_thing" "r5" {
name="f"
list {
 a="1"
}
list {
 a="2"
}
}
resource "shapes_thing" "r6" {
name="g"
list {
 a="1"
}
}
resource "shapes_thing" "r7" {
name="h"

}
resource "shapes_thing" "r8" {
name="i"
set {
 a="1"
}
set {
 a="2"
}
}
resource "shapes_thing" "r9" {
name="j"
map "k" {
 a="1"
}
map "l" {
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
   a="3"
  }
 }
}
}
resource "shapes_thing" "r11" {
name="l"
outer {
 a="1"
 side {
  a="2"
 }
}
}
resource "shapes_thing" "r12" {
name="m"
list {
 secret="1"
 a = "x"
}
}
resource "shapes_thing" "r13" {
name="n"
only {
 blocks {
  a="1"
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
text="a"
}
