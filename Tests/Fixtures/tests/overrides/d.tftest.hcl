run "bad_targets" {
  override_resource {
    target = terraform_data.nothing
    values = {
      id = "planned-id"
    }
  }
  override_module {
    target = module.nothing
    outputs = {}
  }
}
run "bad_values" {
  override_resource {
    target = terraform_data.a
    values = {
      id     = ["planned-id"]
      input  = "5"
      nosuch = 1
    }
  }
  override_module {
    target = module.child
    outputs = {
      nosuch = 1
    }
  }
}
