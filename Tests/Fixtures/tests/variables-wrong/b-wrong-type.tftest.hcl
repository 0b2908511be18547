run "wrong_type" {
  variables {
    name     = "x"
    count_of = "many"
  }
}
