run "passes" {}
run "expected" {
  variables { name = "bad" }
  expect_failures = [check.name]
}
run "not_expected" {
  variables { name = "bad" }
}
run "after" {}
