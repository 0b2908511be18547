output "a" {
  value = "y"
}
output "list" {
  value = ["a", 2]
}
output "long_name_here" {
  value = { a = { b = [1, 2] } }
}
output "secret" {
  value     = "t"
  sensitive = true
}
output "now_secret" {
  value     = "x"
  sensitive = true
}
output "no_secret" {
  value = "x"
}
output "same" {
  value = 1
}
output "new" {
  value = 1
}
output "type" {
  value = [1]
}
output "u" {
  value = terraform_data.x.id
}
resource "terraform_data" "x" {
}
