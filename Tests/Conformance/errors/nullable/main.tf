variable "n" {
  type     = number
  nullable = false
}

output "n" {
  value = var.n
}
