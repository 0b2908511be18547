run "undeclared" {
  command = plan
  expect_failures = [var.nothing, terraform_data.b, output.c, check.d]
}
