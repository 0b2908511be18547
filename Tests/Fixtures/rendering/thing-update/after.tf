resource "shapes_thing" "r0" {
name = "a"
 text = "y"
}
resource "shapes_thing" "r1" {
name = "b"
 tags = {a="1",b="3",c="4"}
}
resource "shapes_thing" "r2" {
name = "c"
 tags = {a="1"}
 text="u"
}
resource "shapes_thing" "r3" {
name = "d"
 words = ["a","c"]
 numbers=[1,2,3]
}
resource "shapes_thing" "r4" {
name = "e"
 unique = ["a","c","d"]
}
resource "shapes_thing" "r5" {
name = "f"
 record = {a="a",b=2,id="i",deep=["x"]}
}
resource "shapes_thing" "r6" {
name = "g"
 records = [{a="a",b=3},{a="b",b=2}]
}
resource "shapes_thing" "r7" {
name = "h"
 record_set = [{a="a",b=3},{a="b",b=2}]
}
resource "shapes_thing" "r8" {
name = "i"
 record_map = {k={a="a",b=3},m={a="b",b=2}}
}
resource "shapes_thing" "r9" {
name = "j"
 pair = ["a",2]
 matrix=[[1],[3]]
}
resource "shapes_thing" "r10" {
name = "k"
}
resource "shapes_thing" "r11" {
name = "l"
 text = "x"
 words = ["a"]
 tags = {a="b"}
 size = 1
 flag=false
}
resource "shapes_thing" "r12" {
name = "m"
 text = ""
 other="y2"
}
resource "shapes_thing" "r13" {
name = "n"
 table={a=1,b=3}
 size=2.5
}
resource "shapes_thing" "r14" {
name = "o"
 any = ["a"]
}
resource "shapes_thing" "r15" {
name = "p"
 defaulted = "y"
 defaults={a="c"}
}
resource "shapes_thing" "r16" {
name = "q"
 words=["a"]
 tags={a="b"}
}
resource "shapes_thing" "r17" {
name = "q2"
 words = []
 tags = {}
}
resource "shapes_thing" "r18" {
name = "new"
}
