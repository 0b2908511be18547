resource "shapes_thing" "b" {
  name = "a"
}
moved {
  from = shapes_thing.a
  to   = shapes_thing.b
}
resource "shapes_thing" "d" {
  name = "c"
  text = "u"
}
moved {
  from = shapes_thing.c
  to   = shapes_thing.d
}
resource "shapes_plain" "f" {
  value = "e"
  fixed = "2"
}
moved {
  from = shapes_plain.e
  to   = shapes_plain.f
}
