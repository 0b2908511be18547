run "wrong_attribute" {
  assert {
    condition     = terraform_data.a.nothing == 1
    error_message = "No such attribute."
  }
}
