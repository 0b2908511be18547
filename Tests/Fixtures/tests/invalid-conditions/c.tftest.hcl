run "null" {
  assert {
    condition     = null
    error_message = "Null."
  }
}
