run "undeclared_resource" {
  assert {
    condition     = terraform_data.b.id != ""
    error_message = "No such resource."
  }
}
