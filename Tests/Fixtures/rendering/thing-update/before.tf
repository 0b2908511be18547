resource "shapes_thing" "r0" {
name = "a"
 text = "x"
}
resource "shapes_thing" "r1" {
name = "b"
 tags = {a="1",b="2"}
}
resource "shapes_thing" "r2" {
name = "c"
 tags = {a="1"}
 text="t"
}
resource "shapes_thing" "r3" {
name = "d"
 words = ["a","b","c"]
 numbers=[1,2,3]
}
resource "shapes_thing" "r4" {
name = "e"
 unique = ["a","b","c"]
}
resource "shapes_thing" "r5" {
name = "f"
 record = {a="a",b=1,id="i",deep=["x","y"]}
}
resource "shapes_thing" "r6" {
name = "g"
 records = [{a="a",b=1},{a="b",b=2}]
}
resource "shapes_thing" "r7" {
name = "h"
 record_set = [{a="a",b=1},{a="b",b=2}]
}
resource "shapes_thing" "r8" {
name = "i"
 record_map = {k={a="a",b=1},l={a="b",b=2}}
}
resource "shapes_thing" "r9" {
name = "j"
 pair = ["a",1]
 matrix=[[1,2],[3]]
}
resource "shapes_thing" "r10" {
name = "k"
 text = "x"
 words = ["a"]
 tags = {a="b"}
 size = 1
 flag=true
}
resource "shapes_thing" "r11" {
name = "l"
}
resource "shapes_thing" "r12" {
name = "m"
 text = "x"
 other="y"
}
resource "shapes_thing" "r13" {
name = "n"
 table={a=1,b=2}
 size=1
}
resource "shapes_thing" "r14" {
name = "o"
 any = {a=1}
}
resource "shapes_thing" "r15" {
name = "p"
 defaulted = "x"
 defaults={a="b"}
}
resource "shapes_thing" "r16" {
name = "q"
 words = []
 tags = {}
}
resource "shapes_thing" "r17" {
name = "q2"
 words=["a"]
 tags={a="b"}
}
resource "shapes_thing" "r18" {
name = "old"
}
