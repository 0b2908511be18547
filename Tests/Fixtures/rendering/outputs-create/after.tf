output "a" {
  value = "x"
}
output "list" {
  value = ["a", 1]
}
output "n" {
  value = null
}
output "obj" {
  value = { a = { b = [1] } }
}
output "secret" {
  value     = "s"
  sensitive = true
}
output "partly" {
  value     = { a = sensitive("x"), b = 1 }
  sensitive = true
}
output "multi" {
  value = "x\ny"
}
output "set" {
  value = toset(["b", "a"])
}
output "empty_map" {
  value = {}
}
