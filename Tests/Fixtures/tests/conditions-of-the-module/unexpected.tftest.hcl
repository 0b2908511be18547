run "fails" {
  variables {
    size = -1
  }
}

run "comes_after" {
}
