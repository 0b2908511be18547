resource "shapes_thing" "r0" {
name="a"
text="t"
}
