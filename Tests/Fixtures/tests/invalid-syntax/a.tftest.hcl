run "unclosed" {
  assert {
    condition = 
  }
}
