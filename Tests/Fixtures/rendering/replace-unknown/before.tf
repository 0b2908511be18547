resource "terraform_data" "r0" {
 input = 1
}
resource "shapes_thing" "a" {
 name = "a"
 fixed = "x"
 text = "t\nu"
 tags = { a = "b", b = "c" }
 words = ["a", "b"]
 unique = ["a", "b"]
 n_list = [{ a = "b" }]
 list {
  a = "b"
 }
}
