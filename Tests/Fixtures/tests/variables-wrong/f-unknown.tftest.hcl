run "planned" {
  command = plan
  variables {
    name = "x"
  }
}
run "uses" {
  variables {
    name = run.planned.name
  }
}
