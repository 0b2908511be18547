resource "terraform_data" "t" {
  input = 2
}
data "shapes_data" "known" {
  query = "q"
}
data "shapes_data" "unknown" {
  query = terraform_data.t.id
  filter {
    a = "x"
  }
}
data "shapes_data" "later" {
  query      = "q"
  depends_on = [terraform_data.t]
}
output "d" {
  value = data.shapes_data.known.result
}
output "l" {
  value = data.shapes_data.later.result
}
