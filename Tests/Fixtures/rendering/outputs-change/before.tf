output "a" {
  value = "x"
}
output "list" {
  value = ["a", 1]
}
output "long_name_here" {
  value = { a = { b = [1] } }
}
output "secret" {
  value     = "s"
  sensitive = true
}
output "now_secret" {
  value = "x"
}
output "no_secret" {
  value     = "x"
  sensitive = true
}
output "same" {
  value = 1
}
output "gone" {
  value = { a = 1 }
}
output "type" {
  value = "x"
}
output "u" {
  value = "before"
}
