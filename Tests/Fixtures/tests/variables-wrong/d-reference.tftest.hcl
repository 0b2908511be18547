run "first" {
  variables {
    name = "x"
  }
}
run "refers" {
  variables {
    name = run.second.name
  }
}
run "second" {
  variables {
    name = run.first.nothing
  }
}
