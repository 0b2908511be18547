resource "terraform_data" "u" {
  triggers_replace = 2
}
resource "shapes_thing" "a" {
  name   = "a"
  words  = split(",", terraform_data.u.id)
  tags   = { for k in ["a"] : k => terraform_data.u.id }
  any    = { x = terraform_data.u.id, y = 1 }
  record = { a = terraform_data.u.id, b = 1, id = "i", deep = [terraform_data.u.id] }
  n_map  = { k = { a = terraform_data.u.id } }
  n_single = terraform_data.u.id == "x" ? { a = "1" } : { a = "2" }
  dynamic "list" {
    for_each = split(",", terraform_data.u.id)
    content {
      a = list.value
    }
  }
  dynamic "set" {
    for_each = split(",", terraform_data.u.id)
    content {
      a = set.value
    }
  }
  dynamic "map" {
    for_each = toset(["k"])
    labels = [map.value]
    content {
      a = terraform_data.u.id
    }
  }
  dynamic "single" {
    for_each = split(",", terraform_data.u.id)
    content {
      a = single.value
    }
  }
}
output "all" {
  value = shapes_thing.a.any
}
output "id" {
  value = terraform_data.u.id
}
