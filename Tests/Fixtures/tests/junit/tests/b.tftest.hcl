run "passes" {}
run "fails" {
  assert {
    condition     = output.name == "<y> & \"z\""
    error_message = "Not <y> & \"z\"."
  }
  assert {
    condition     = output.name == "z"
    error_message = "Not z."
  }
}
