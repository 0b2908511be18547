run "all_real" {
}
run "one_overridden" {
  override_module {
    target = module.each["a"]
    outputs = {
      name = "only-a"
    }
  }
  override_module {
    target = module.child
  }
}
