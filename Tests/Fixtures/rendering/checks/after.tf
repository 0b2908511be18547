variable "n" {
  type    = number
  default = 3
  validation {
    condition     = var.n > 1
    error_message = "Too small."
  }
}
resource "terraform_data" "a" {
  input = var.n
  lifecycle {
    precondition {
      condition     = var.n > 2
      error_message = "Still too small."
    }
    postcondition {
      condition     = self.id != ""
      error_message = "No id."
    }
  }
}
output "o" {
  value = terraform_data.a.input
  precondition {
    condition     = var.n < 10
    error_message = "Too large."
  }
}
