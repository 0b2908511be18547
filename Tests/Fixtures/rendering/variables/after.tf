variable "a" {
  default = 1
}
variable "b" {
  default = null
}
variable "c" {
  type = object({ x = optional(string, "d"), y = number })
}
variable "s" {
  sensitive = true
  default   = "x"
}
output "o" {
  value = [var.a, var.b, var.c]
}
