resource "shapes_plain" "create" {
  value = "create"
}
resource "shapes_plain" "update" {
  value = "update"
  after = "2"
}
resource "shapes_plain" "replace" {
  value = "replace"
  fixed = "2"
}
resource "shapes_plain" "replace_first" {
  value = "replace"
  fixed = "2"
  lifecycle {
    create_before_destroy = true
  }
}
resource "shapes_plain" "each" {
  for_each = { "a b" = "1", "bold" = "2", "c\"d" = "3" }
  value    = each.value
}
resource "shapes_plain" "count" {
  count = 11
  value = count.index
}
data "shapes_data" "later" {
  query = shapes_plain.create.id
}
