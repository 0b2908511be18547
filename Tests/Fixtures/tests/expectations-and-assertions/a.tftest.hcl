run "both" {
  command = plan
  variables { size = 0 }
  expect_failures = [var.size]
  assert {
    condition = var.size == 5
    error_message = "The size is ${var.size}."
  }
}
run "missing_and_assertion" {
  expect_failures = [var.size]
  assert {
    condition = terraform_data.a.input == 5
    error_message = "The input."
  }
}
run "output_when_applying" {
  variables { size = 200 }
  expect_failures = [output.size]
}
run "after" {}
