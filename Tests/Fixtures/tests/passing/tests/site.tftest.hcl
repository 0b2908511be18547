variables {
  name = "file"
}

run "is_planned" {
  command = plan

  assert {
    condition     = terraform_data.site.input == "site-file"
    error_message = "The input is not made of the name."
  }
}

run "is_applied" {
  variables {
    name = "run"
  }

  assert {
    condition     = output.site == "site-run"
    error_message = "The output is ${output.site}."
  }
}

run "sees_earlier_runs" {
  variables {
    name = "${run.is_applied.site}-again"
  }

  assert {
    condition     = output.site == "site-site-run-again" && run.is_applied.site == "site-run"
    error_message = "The output is ${output.site}."
  }
}
