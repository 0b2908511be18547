variables {
  name = "x"
  unknown_in_file = 1
}
run "undeclared" {
  variables {
    nothing = "x"
  }
}
