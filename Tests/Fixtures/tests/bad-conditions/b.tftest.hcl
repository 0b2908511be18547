run "not_a_bool" {
  assert {
    condition     = output.id
    error_message = "Not a bool."
  }
}
