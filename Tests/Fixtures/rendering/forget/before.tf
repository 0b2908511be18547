resource "shapes_thing" "a" {
  name = "a"
  tags = { a = "b" }
  list {
    a = "x"
  }
}
