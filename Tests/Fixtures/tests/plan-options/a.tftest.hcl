run "targeted" {
  plan_options {
    target = [terraform_data.a]
  }
  assert {
    condition     = output.a == "x"
    error_message = "Made."
  }
}
run "replaced" {
  command = plan
  plan_options {
    replace = [terraform_data.a]
  }
}
run "refresh_only" {
  plan_options {
    mode = refresh-only
  }
  variables {
    name = "y"
  }
  assert {
    condition     = output.a == "x"
    error_message = "Nothing is changed."
  }
}
run "not_refreshed" {
  command = plan
  plan_options {
    refresh = false
  }
  variables {
    name = "y"
  }
  assert {
    condition     = terraform_data.a.input == "y"
    error_message = "Planned."
  }
}
