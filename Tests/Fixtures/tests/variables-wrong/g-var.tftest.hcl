run "undeclared_var" {
  variables {
    name = var.nothing
  }
}
