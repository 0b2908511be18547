run "refuses_zero" {
  command = plan

  variables {
    size = 0
  }

  expect_failures = [var.size]
}

run "refuses_pre" {
  command = plan

  variables {
    pre = "bad"
  }

  expect_failures = [terraform_data.a]
}

run "refuses_pre_of_instances" {
  command = plan

  variables {
    size = 60
  }

  expect_failures = [terraform_data.many]
}

run "refuses_pre_of_an_instance" {
  command = plan

  variables {
    size = 49
  }

  expect_failures = [terraform_data.many[1]]
}

run "refuses_output" {
  command = plan

  variables {
    out = "bad"
  }

  expect_failures = [output.size]
}

run "refuses_post" {
  variables {
    post = "bad"
  }

  expect_failures = [terraform_data.a]
}

run "refuses_several" {
  command = plan

  variables {
    pre  = "bad"
    out  = "bad"
  }

  expect_failures = [terraform_data.a, output.size]
}
