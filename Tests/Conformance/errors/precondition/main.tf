variable "size" {
  type    = number
  default = 1
}

resource "terraform_data" "x" {
  input = var.size

  lifecycle {
    precondition {
      condition     = var.size > 1
      error_message = "One is not enough."
    }
  }
}

output "size" {
  value = var.size

  precondition {
    condition     = var.size == 0
    error_message = "Only zero may be put out."
  }
}
