override_data {
  target = data.terraform_remote_state.b
  values = {
    outputs = { x = "y" }
  }
}
run "data" {
  command = plan
  assert {
    condition = output.outputs.x == "z"
    error_message = jsonencode(output.all)
  }
}
