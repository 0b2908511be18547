run "one" {
  state_key = "left"
  variables {
    name = "one"
  }
}
run "two" {
  state_key = "right"
  variables {
    name = "two"
  }
  assert {
    condition = output.id != run.one.id
    error_message = "They have states of their own."
  }
}
run "three" {
  state_key = "left"
  variables {
    name = "three"
  }
  assert {
    condition = output.id == run.one.id
    error_message = "This is the state of the first."
  }
}
run "four" {
  variables {
    name = "four"
  }
  assert {
    condition = output.id != run.one.id && output.id != run.two.id
    error_message = "And this one of its own."
  }
}
