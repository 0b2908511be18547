variable "size" {
  type    = number
  default = 1

  validation {
    condition     = var.size > 0
    error_message = "The size must be positive."
  }

  validation {
    condition     = var.size < 100
    error_message = "The size must be below 100."
  }
}

variable "pre" {
  type    = string
  default = "ok"
}

variable "post" {
  type    = string
  default = "ok"
}

variable "out" {
  type    = string
  default = "ok"
}

resource "terraform_data" "a" {
  input = { size = var.size, post = var.post }

  lifecycle {
    precondition {
      condition     = var.pre == "ok"
      error_message = "The precondition does not hold."
    }

    postcondition {
      condition     = self.output.post == "ok"
      error_message = "The postcondition does not hold."
    }
  }
}

resource "terraform_data" "many" {
  count = 2
  input = count.index

  lifecycle {
    precondition {
      condition     = count.index + var.size < 50
      error_message = "Too large: ${count.index}."
    }
  }
}

output "size" {
  value = var.size

  precondition {
    condition     = var.out == "ok"
    error_message = "The output's precondition does not hold."
  }
}
