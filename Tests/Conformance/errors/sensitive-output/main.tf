variable "secret" {
  type      = string
  sensitive = true
  default   = "s"
}

output "secret" {
  value = "it is ${var.secret}"
}
