run "nothing_fails" {
  command = plan

  expect_failures = [var.size, terraform_data.a, output.size]
}
