resource "shapes_thing" "a" {
  name = "a"
  text = "t"
  tags = { a = "b" }
}
resource "shapes_plain" "b" {
  value = shapes_thing.a.text
}
resource "shapes_plain" "gone" {
  value = "gone"
}
output "x" {
  value = shapes_plain.gone.value
}
