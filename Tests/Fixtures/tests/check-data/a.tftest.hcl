run "passes" {}
run "expected" {
  variables { name = "nowhere.json" }
  expect_failures = [check.values]
}
run "planned" {
  command = plan
  variables { name = "nowhere.json" }
  expect_failures = [check.values]
}
run "overridden" {
  override_data {
    target = data.terraform_remote_state.v
    values = { outputs = { v = "bye" } }
  }
  variables { name = "nowhere.json" }
  expect_failures = [check.values]
}
run "not_expected" {
  variables { name = "nowhere.json" }
}
