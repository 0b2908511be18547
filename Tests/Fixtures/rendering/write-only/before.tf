resource "shapes_thing" "r0" {
name="c"
}
resource "shapes_thing" "r1" {
name="b"
}
resource "shapes_thing" "r2" {
name="c"
once="x"
text="t"
}
resource "shapes_thing" "r3" {
name="d"
fixed="1"
once="y"
}
