variable "size" {
  default = 1
  validation {
    condition     = var.size > 0
    error_message = "The size must be positive."
  }
}
resource "terraform_data" "a" {
  input = var.size
}
output "size" {
  value = var.size
  precondition {
    condition     = var.size < 100
    error_message = "Too large."
  }
}
