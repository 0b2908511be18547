variable "in" {}
variable "other" {}
output "out" {
  value = "main"
}
