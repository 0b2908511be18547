run "another_fails" {
  command = plan

  variables {
    size = 60
    out  = "bad"
  }

  expect_failures = [output.size]
}
