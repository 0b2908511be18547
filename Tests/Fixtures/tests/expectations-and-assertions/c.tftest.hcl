run "not_checkable" {
  command = plan
  expect_failures = [local.x, module.y, run.z, path.module]
}
