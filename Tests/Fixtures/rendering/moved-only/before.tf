resource "shapes_thing" "a" {
  name = "a"
}
