output "add" {
  value = "a" + 1
}

output "division" {
  value = 1 / 0
}

output "condition" {
  value = "maybe" ? 1 : 2
}

output "index" {
  value = ["a"][1]
}

output "attribute" {
  value = { a = 1 }.b
}

output "null" {
  value = "x${null}"
}
