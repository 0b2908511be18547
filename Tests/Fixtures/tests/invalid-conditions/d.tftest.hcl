run "no_message" {
  assert {
    condition = output.id != ""
  }
}

run "no_message" {
  comand = plan
}

run "bad command" {
  command = destroy
}

run "references" {
  assert {
    condition     = run.later.id == run.references.id
    error_message = "x"
  }

  assert {
    condition     = each.value == count.index
    error_message = "x"
  }
}

run "later" {
  command = "plan"
  variables = {}
  expect_failures = ["a"]
  plan_options {
    mode = destroy
    refresh = "maybe"
    targets = []
  }
  plan_options {
    target = [output.x]
  }
  module {
  }
  providers = {
    aws = "x"
  }
}

foo {
}

variables {
  a = 1
}

variables {
  a = 2
}
