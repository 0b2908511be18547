run "undeclared_output" {
  assert {
    condition     = output.ids != ""
    error_message = "No such output."
  }
}
