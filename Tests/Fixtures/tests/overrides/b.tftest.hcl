run "planned_without" {
  command = plan
  override_resource {
    target = terraform_data.a
    values = {
      id = "planned-id"
    }
  }
  override_module {
    target = module.child
    outputs = {
      id = "planned-output"
    }
  }
  assert {
    condition     = output.child.id == "planned-output"
    error_message = "Modules are overridden when planning: ${output.child.id}"
  }
  assert {
    condition     = output.child.name == null
    error_message = "Not given"
  }
  assert {
    condition     = terraform_data.a.id == "planned-id"
    error_message = "Not known"
  }
}
