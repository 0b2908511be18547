variable "n" {
  type = list(number)
}

output "n" {
  value = var.n
}
