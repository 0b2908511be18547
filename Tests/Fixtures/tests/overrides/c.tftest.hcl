run "planned_with" {
  command = plan
  override_resource {
    target          = terraform_data.a
    override_during = plan
    values = {
      id = "planned-id"
    }
  }
  assert {
    condition     = terraform_data.a.id == "planned-id" && output.a.id == "planned-id"
    error_message = "Not known"
  }
  assert {
    condition     = terraform_data.a.output != "x"
    error_message = "output ${terraform_data.a.output}"
  }
}
