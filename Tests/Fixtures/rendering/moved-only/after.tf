resource "shapes_thing" "b" {
  name = "a"
}
moved {
  from = shapes_thing.a
  to   = shapes_thing.b
}
