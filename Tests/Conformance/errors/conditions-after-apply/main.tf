variable "allowed" {
  type    = string
  default = "a"
}

resource "terraform_data" "x" {
  input = "a"

  lifecycle {
    postcondition {
      condition     = self.output == var.allowed
      error_message = "What was made is no longer allowed."
    }
  }
}
