run "bad_function" {
  assert {
    condition     = lenght(output.id) == 1
    error_message = "No such function."
  }
}
