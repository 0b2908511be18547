run "compares_texts" {
  assert {
    condition     = output.name == "nothing"
    error_message = "The name is ${output.name}."
  }

  assert {
    condition     = output.name == "x"
    error_message = "Never shown."
  }

  assert {
    condition     = var.secret != "s"
    error_message = "The secret is a secret."
  }

  assert {
    condition     = output.secret != "s" && var.name != "x"
    error_message = "The secret output is a secret, too."
  }
}

run "compares_objects" {
  assert {
    condition     = output.object == { a = 1, b = [true, false] }
    error_message = "The objects differ."
  }

  assert {
    condition     = length(terraform_data.many) == 3 && terraform_data.a.output.ports[0] == 80
    error_message = "There are not three."
  }

  assert {
    condition     = alltrue([for port in terraform_data.a.output.ports : port > 100])
    error_message = "A port is low: ${join(", ", terraform_data.a.output.ports)}."
  }

  assert {
    condition     = contains(keys(terraform_data.a.output.tags), "z")
    error_message = <<-END
      There is no z.

      This is a message of several lines which is rather long so that it will have to be wrapped somewhere.
    END
  }
}

run "compares_with_earlier_runs" {
  variables {
    name = "y"
  }

  assert {
    condition     = output.name == run.compares_texts.name
    error_message = "It has changed."
  }
}

run "message_with_secret" {
  assert {
    condition     = output.name == "nothing"
    error_message = "The secret is ${var.secret}."
  }
}
