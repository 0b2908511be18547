resource "shapes_thing" "a" {
  name = "a"
}
resource "shapes_thing" "c" {
  name = "c"
  text = "t"
}
resource "shapes_plain" "e" {
  value = "e"
  fixed = "1"
}
