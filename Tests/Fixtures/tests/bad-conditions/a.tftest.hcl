run "unknown_value" {
  command = plan

  assert {
    condition     = output.id != ""
    error_message = "Not known when planning."
  }
}

run "skipped" {
}
