run "resource" {
  variables {
    name = terraform_data.a.id
  }
}
