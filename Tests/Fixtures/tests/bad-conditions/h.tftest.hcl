run "undeclared_variable" {
  assert {
    condition     = var.nothing == ""
    error_message = "No such variable."
  }
}
