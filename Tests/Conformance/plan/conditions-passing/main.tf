variable "size" {
  type    = number
  default = 3
}

resource "terraform_data" "checked" {
  count = 2
  input = var.size

  lifecycle {
    precondition {
      condition     = var.size > count.index
      error_message = "Too small."
    }

    postcondition {
      condition     = self.input == 3
      error_message = "Not three: ${self.input}"
    }

    postcondition {
      condition     = self.output == self.input
      error_message = "Known only after apply."
    }
  }
}

output "size" {
  value = terraform_data.checked[0].output

  precondition {
    condition     = terraform_data.checked[0].id != ""
    error_message = "No id."
  }
}
