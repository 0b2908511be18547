locals {
  control = {
    id       = "lambda-dlq"
    title    = "Failed events of a function are kept"
    severity = "low"
    part     = "dead_letter_config"
    why      = "An event that a function could not handle is thrown away after its retries, and nobody learns of it."
    fix      = "Add dead_letter_config with the ARN of a queue or topic, or an aws_lambda_function_event_invoke_config with an on_failure destination."
    aliases  = ["CKV_AWS_116", "awslambda_function_no_dead_letter_queue"]
  }
}

# A destination for failures of asynchronous calls does the same, and more.
resource_policy "aws_lambda_function" "kept" {
  locals {
    own = core::length(core::try(attrs.dead_letter_config, [])) > 0
    by_name = [
      for config in core::getresources("aws_lambda_function_event_invoke_config", { function_name = core::try(attrs.function_name, null) }) :
      core::length(core::try(config.destination_config[0].on_failure, [])) > 0
    ]
    by_arn = [
      for config in core::getresources("aws_lambda_function_event_invoke_config", { function_name = core::try(attrs.arn, null) }) :
      core::length(core::try(config.destination_config[0].on_failure, [])) > 0
    ]
  }
  enforce {
    condition     = core::anytrue([local.own, core::anytrue(local.by_name), core::anytrue(local.by_arn)])
    error_message = "Events that the function cannot handle are lost."
  }
}
