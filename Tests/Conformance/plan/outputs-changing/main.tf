variable "step" {
  type    = number
  default = 1
}

output "kept" {
  value = "same"
}

output "changed" {
  value = { step = var.step, list = range(var.step) }
}

output "sometimes_null" {
  value = var.step == 1 ? "here" : null
}

output "with_precondition" {
  value = var.step

  precondition {
    condition     = var.step < 10
    error_message = "Too many steps."
  }
}
