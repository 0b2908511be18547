run "conflict" {
  plan_options {
    mode    = refresh-only
    refresh = false
    replace = [data.x.y]
    target  = [output.x]
  }
}
