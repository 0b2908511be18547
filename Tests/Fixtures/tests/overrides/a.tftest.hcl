override_resource {
  target = terraform_data.a
  values = {
    id = "file-id"
  }
}

override_resource {
  target = terraform_data.many[1]
  values = {
    id     = "second"
    output = 5
  }
}

override_module {
  target = module.child
  outputs = {
    id = "overridden"
  }
}

run "file_level" {
  assert {
    condition     = output.a.id == ""
    error_message = jsonencode([output.a, [for x in output.many : x.output], output.child])
  }
  assert {
    condition     = terraform_data.many[1].id == ""
    error_message = "many"
  }
}

run "run_level" {
  override_resource {
    target = terraform_data.a
    values = {
      id = "run-id"
    }
  }
  assert {
    condition     = output.a.id == ""
    error_message = jsonencode([output.a])
  }
}

run "run_level_module" {
  override_module {
    target = module.child
    outputs = {
      name = "new"
    }
  }
  override_module {
    target = module.each
    outputs = {
      name = "all"
      id   = "none"
    }
  }
  assert {
    condition     = output.child == null
    error_message = jsonencode([output.child, output.each])
  }
}

run "instances_of_modules" {
  override_module {
    target = module.each["a"]
    outputs = {
      name = "only-a"
    }
  }
  override_resource {
    target = module.each["b"].terraform_data.inner
    values = {
      id = "inner-b"
    }
  }
  assert {
    condition     = output.child == null
    error_message = jsonencode([output.each["a"], output.each["b"].id])
  }
}
