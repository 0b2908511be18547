run "fails_when_planning" {
  command = apply

  variables {
    size = 0
  }

  expect_failures = [var.size]
}

run "fails_when_planning_2" {
  command = apply

  variables {
    out = "bad"
  }

  expect_failures = [output.size]
}
