variables {
  seed = "t"
}

run "setup" {
  module {
    source = "./setup"
  }
}

run "main" {
  variables {
    prefix = run.setup.prefix
  }

  assert {
    condition     = output.name == "made-t"
    error_message = "Got ${output.name}."
  }
}

run "verify" {
  command = plan

  module {
    source = "./tests/verify"
  }

  variables {
    name = run.main.name
  }

  assert {
    condition     = output.length == 6 && terraform_data.verify.input == "made-t"
    error_message = "Got ${output.length}."
  }
}

run "setup_again" {
  command = plan

  module {
    source = "./setup"
  }

  assert {
    condition     = terraform_data.setup.id == run.setup.prefix
    error_message = "The state of a module is kept."
  }
}
