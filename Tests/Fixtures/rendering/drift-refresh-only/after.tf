resource "shapes_thing" "r0" {
name="a"
text="t"
}
resource "shapes_thing" "r1" {
name="b"
}
output "t" {
  value = shapes_thing.r0.text
}
