output "x" {
  value = "never closed
}
