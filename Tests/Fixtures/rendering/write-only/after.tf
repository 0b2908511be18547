resource "shapes_thing" "r0" {
name="a"
once="x"
}
resource "shapes_thing" "r1" {
name="b"
}
resource "shapes_thing" "r2" {
name="c"
once="x"
text="u"
}
resource "shapes_thing" "r3" {
name="d"
fixed="2"
once="y"
}
