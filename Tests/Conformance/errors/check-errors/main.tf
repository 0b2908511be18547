terraform {}
variable "v" {
  default = 3
  validation {
    condition     = var.v > 1
    error_message = "v must be > 1"
  }
}
resource "terraform_data" "a" {
  count = 2
  input = "x${count.index}"
  lifecycle {
    postcondition {
      condition     = self.input != "y"
      error_message = "is y"
    }
  }
}
check "pass" {
  assert {
    condition     = var.v == 3
    error_message = "never"
  }
}
check "fails" {
  assert {
    condition     = terraform_data.a[0].input == "no"
    error_message = "input is ${terraform_data.a[0].input}"
  }
  assert {
    condition     = var.v == 4
    error_message = "v is not 4"
  }
}
check "unknown" {
  assert {
    condition     = terraform_data.a[0].id == "no"
    error_message = "id is ${terraform_data.a[0].id}"
  }
}
check "err" {
  assert {
    condition     = [1][terraform_data.a[1].input == "x1" ? 2 : 0] == 1
    error_message = "x"
  }
  assert {
    condition     = var.v == 3 ? null : true
    error_message = "x"
  }
}
output "o" {
  value = 1
  precondition {
    condition     = var.v > 2
    error_message = "o"
  }
}
