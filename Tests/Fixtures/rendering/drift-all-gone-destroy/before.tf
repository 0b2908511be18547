resource "shapes_thing" "r0" {
name="b"
}
