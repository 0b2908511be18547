variables {
  file        = "file"
  all         = "file"
  all_but_run = "file"
  all_but_cli = "file"
  number      = "5"
  object      = { a = 1 }
}

run "shows" {
  variables {
    run          = "run"
    all          = "run"
    all_but_file = "run"
  }

  assert {
    condition     = jsonencode(output.all) == ""
    error_message = join("\n", [for k, v in output.all : "${k} = ${jsonencode(v)}"])
  }
}
