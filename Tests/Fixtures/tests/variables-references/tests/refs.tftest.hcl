variables {
  name   = "a-${upper("b")}"
  list   = [for n in range(2) : "n${n}"]
  prefix = "p"
}

run "functions" {
  assert {
    condition     = output.name == "a-B" && length(var.list) == 2
    error_message = "Functions work in the file's variables: ${output.name}."
  }
}

run "variables" {
  variables {
    name = "${var.prefix}-${run.functions.name}-${length(run.functions.list)}"
  }

  assert {
    condition     = var.name == "p-a-B-2" && var.prefix == "p"
    error_message = "Runs see what came before: ${var.name}."
  }
}

run "own_name" {
  variables {
    name = "${var.name}-again"
  }

  assert {
    condition     = output.name == "a-B-again"
    error_message = "A run's variable sees the file's of the same name: ${output.name}."
  }
}
