# Nothing but values: outputs of every type, no resource.
output "text" {
  value = "a \"quoted\" text with \\ and ü and ${1 + 1}"
}
output "number" {
  value = 1.5e3
}
output "large" {
  value = 123456789012345678901234567890
}
output "truth" {
  value = !false && (1 < 2 || true)
}
output "nothing" {
  value = null
}
output "list" {
  value = [1, "two", true]
}
output "same_list" {
  value = tolist(["a", "b"])
}
output "object" {
  value = { a = 1, "b c" = [true], (upper("k")) = null }
}
output "set" {
  value = toset(["c", "a", "b", "a"])
}
output "map" {
  value = tomap({ x = 1, y = "2" })
}
