variable "value" {
  validation {
    condition     = var.value != ""
    error_message = "Empty."
  }
}

resource "terraform_data" "inner" {
  for_each = toset(["a.b", "c\"d"])
  input    = var.value

  lifecycle {
    precondition {
      condition     = var.value != "x"
      error_message = "Not x."
    }
  }
}

data "shapes_data" "d" {
  query = "q"

  lifecycle {
    postcondition {
      condition     = self.id != ""
      error_message = "No id."
    }
  }
}

terraform {
  required_providers {
    shapes = {
      source = "plumb/shapes"
    }
  }
}

output "o" {
  value = var.value

  precondition {
    condition     = var.value != "y"
    error_message = "Not y."
  }
}
