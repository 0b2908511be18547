output "ml" {
  value = "a\nb"
}
