run "unsuitable_message" {
  assert {
    condition     = output.id == ""
    error_message = ["a", "list"]
  }
}
