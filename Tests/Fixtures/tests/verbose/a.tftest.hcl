run "planned" {
  command = plan
}
run "applied" {
}
run "nothing_new" {
  command = plan
}
run "fails" {
  assert {
    condition = output.a == "y"
    error_message = "Not y."
  }
}
