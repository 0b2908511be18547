run "undeclared_run" {
  assert {
    condition     = run.other.id != ""
    error_message = "No such run."
  }
}
