output "out" {
  value = "${var.in} ${var.other} overridden"
}
