check "constant" {
  assert {
    condition     = true
    error_message = "never"
  }
}

check "none" {
}

check "none" {
  assert {
    condition     = path.module == "."
    error_message = "wrong"
  }
}

check {
  assert {
    condition     = path.module == "."
    error_message = "wrong"
  }
}

check "foo" {
  foo = 1

  assert {
    condition = path.module == "."
  }
}
