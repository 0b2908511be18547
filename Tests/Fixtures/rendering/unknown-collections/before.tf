resource "terraform_data" "u" {
  triggers_replace = 1
}
resource "shapes_thing" "a" {
  name   = "a"
  words  = ["x", "y"]
  tags   = { b = "c" }
  any    = { x = "1", y = 1 }
  record = { a = "x", b = 1, id = "i", deep = ["y"] }
  n_map  = { k = { a = "x" } }
  n_single = { a = "3" }
  list {
    a = "1"
  }
  list {
    a = "2"
  }
  set {
    a = "1"
  }
  map "k" {
    a = "1"
  }
  single {
    a = "1"
  }
}
output "all" {
  value = shapes_thing.a.any
}
output "id" {
  value = "x"
}
