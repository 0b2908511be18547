resource "shapes_plain" "update" {
  value = "update"
  after = "1"
}
resource "shapes_plain" "replace" {
  value = "replace"
  fixed = "1"
}
resource "shapes_plain" "replace_first" {
  value = "replace"
  fixed = "1"
  lifecycle {
    create_before_destroy = true
  }
}
resource "shapes_plain" "delete" {
  value = "delete"
}
