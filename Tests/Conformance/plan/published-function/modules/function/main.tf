terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.79"
    }
  }
}

data "aws_partition" "current" {}
data "aws_region" "current" {}
data "aws_caller_identity" "current" {}

locals {
  create = var.create && var.create_function

  was_given = var.package != null
  filename  = var.package_type == "Zip" ? try(pathexpand(var.package), null) : null

  # null where the file is not there, as a module that builds it would have it
  source_hash = local.filename == null ? null : try(filebase64sha256(local.filename), null)

  log_group_arn = format("arn:%s:logs:%s:%s:log-group:/aws/lambda/%s:*", data.aws_partition.current.partition, data.aws_region.current.name, data.aws_caller_identity.current.account_id, var.function_name)

  trusted_entities_services = distinct(compact(concat(slice(["lambda.amazonaws.com", "edgelambda.amazonaws.com"], 0, var.at_edge ? 2 : 1), [for service in var.trusted_entities : try(tostring(service), "")])))
  trusted_entities_principals = [
    for principal in var.trusted_entities : {
      type        = principal.type
      identifiers = tolist(principal.identifiers)
    }
    if !can(tostring(principal))
  ]

  aliases = setproduct([for k, v in var.allowed_triggers : k], compact([local.create && var.publish ? "current" : "", "unqualified"]))
}

resource "aws_iam_role" "lambda" {
  count = local.create && var.create_role ? 1 : 0

  name                  = coalesce(var.role_name, var.function_name, "*")
  assume_role_policy    = data.aws_iam_policy_document.assume_role[0].json
  force_detach_policies = true
}

data "aws_iam_policy_document" "assume_role" {
  count = local.create && var.create_role ? 1 : 0

  statement {
    effect  = "Allow"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = local.trusted_entities_services
    }

    dynamic "principals" {
      for_each = local.trusted_entities_principals

      content {
        type        = principals.value.type
        identifiers = principals.value.identifiers
      }
    }
  }
}

data "aws_iam_policy_document" "additional" {
  count = var.create && var.attach_policy_statements ? 1 : 0

  dynamic "statement" {
    for_each = var.policy_statements

    content {
      sid           = try(statement.value.sid, replace(statement.key, "/[^0-9A-Za-z]*/", ""))
      effect        = try(statement.value.effect, null)
      actions       = try(statement.value.actions, null)
      not_actions   = try(statement.value.not_actions, null)
      resources     = try(statement.value.resources, null)
      not_resources = try(statement.value.not_resources, null)

      dynamic "condition" {
        for_each = try(statement.value.condition, [])

        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_iam_policy" "additional" {
  count = var.create && var.attach_policy_statements ? 1 : 0

  name   = "${var.function_name}-inline"
  policy = data.aws_iam_policy_document.additional[0].json
}

resource "aws_iam_policy" "json" {
  count = local.create && var.create_role && var.attach_policy_jsons ? var.number_of_policy_jsons : 0

  name   = "${var.function_name}-${count.index}"
  policy = var.policy_jsons[count.index]
}

resource "aws_iam_role_policy_attachment" "additional" {
  count = local.create && var.create_role && var.attach_policy_statements ? 1 : 0

  role       = aws_iam_role.lambda[0].name
  policy_arn = aws_iam_policy.additional[0].arn
}

resource "aws_iam_role_policy_attachment" "many" {
  count = local.create && var.create_role && var.attach_policies ? var.number_of_policies : 0

  role       = aws_iam_role.lambda[0].name
  policy_arn = var.policies[count.index]
}

resource "aws_iam_role_policy_attachment" "json" {
  count = local.create && var.create_role && var.attach_policy_jsons ? var.number_of_policy_jsons : 0

  role       = aws_iam_role.lambda[0].name
  policy_arn = aws_iam_policy.json[count.index].arn
}

resource "aws_cloudwatch_log_group" "lambda" {
  count = local.create && !var.use_existing_log_group ? 1 : 0

  name              = "/aws/lambda/${var.at_edge ? "us-east-1." : ""}${var.function_name}"
  retention_in_days = var.log_retention
}

resource "aws_lambda_function" "this" {
  count = local.create ? 1 : 0

  function_name = var.function_name
  description   = var.description
  role          = var.create_role ? aws_iam_role.lambda[0].arn : var.lambda_role
  handler       = var.package_type != "Zip" ? null : var.handler
  runtime       = var.package_type != "Zip" ? null : var.runtime
  memory_size   = var.memory_size
  timeout       = var.at_edge ? min(var.timeout, 30) : var.timeout
  publish       = var.at_edge ? true : var.publish
  package_type  = var.package_type
  architectures = var.architectures
  image_uri     = var.image_uri

  filename         = local.filename
  source_code_hash = var.ignore_source_code_hash ? null : local.source_hash

  dynamic "image_config" {
    for_each = length(var.image_config_entry_point) > 0 || length(var.image_config_command) > 0 || var.image_config_working_directory != null ? [true] : []

    content {
      entry_point       = var.image_config_entry_point
      command           = var.image_config_command
      working_directory = var.image_config_working_directory
    }
  }

  dynamic "ephemeral_storage" {
    for_each = var.ephemeral_storage == null ? [] : [true]

    content {
      size = var.ephemeral_storage
    }
  }

  dynamic "environment" {
    for_each = length(keys(var.environment_variables)) == 0 ? [] : [true]

    content {
      variables = var.environment_variables
    }
  }

  dynamic "dead_letter_config" {
    for_each = var.dead_letter_arn == null ? [] : [true]

    content {
      target_arn = var.dead_letter_arn
    }
  }

  dynamic "tracing_config" {
    for_each = var.tracing_mode == null ? [] : [true]

    content {
      mode = var.tracing_mode
    }
  }

  dynamic "vpc_config" {
    for_each = var.vpc_subnet_ids != null && var.vpc_security_group_ids != null ? [true] : []

    content {
      subnet_ids         = var.vpc_subnet_ids
      security_group_ids = var.vpc_security_group_ids
    }
  }

  dynamic "file_system_config" {
    for_each = var.file_systems

    content {
      local_mount_path = "/mnt/${file_system_config.key}"
      arn              = file_system_config.value
    }
  }

  dynamic "logging_config" {
    for_each = !var.at_edge && contains(["JSON"], var.logging_log_format) ? [true] : []

    content {
      log_format            = var.logging_log_format
      log_group             = one(aws_cloudwatch_log_group.lambda[*].name)
      application_log_level = var.logging_log_format == "Text" ? null : "INFO"
    }
  }

  dynamic "timeouts" {
    for_each = length(var.timeouts) > 0 ? [true] : []

    content {
      create = try(var.timeouts.create, null)
      update = try(var.timeouts.update, null)
    }
  }

  depends_on = [aws_cloudwatch_log_group.lambda, aws_iam_role_policy_attachment.additional]
}

resource "aws_lambda_permission" "current_version" {
  for_each = { for k, v in var.allowed_triggers : k => v if local.create && var.publish && var.create_current_version_permissions }

  function_name = aws_lambda_function.this[0].function_name
  qualifier     = aws_lambda_function.this[0].version

  statement_id_prefix = try(each.value.statement_id, each.key)
  action              = try(each.value.action, "lambda:InvokeFunction")
  principal           = try(each.value.principal, format("%s.amazonaws.com", try(each.value.service, "")))
  source_arn          = try(each.value.source_arn, null)

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lambda_permission" "unqualified" {
  for_each = { for k, v in var.allowed_triggers : k => v if local.create }

  function_name = aws_lambda_function.this[0].function_name

  statement_id = try(each.value.statement_id, each.key)
  action       = try(each.value.action, "lambda:InvokeFunction")
  principal    = try(each.value.principal, format("%s.amazonaws.com", try(each.value.service, "")))
  source_arn   = lookup(each.value, "source_arn", null)
}

resource "aws_lambda_event_source_mapping" "this" {
  for_each = { for k, v in var.event_source_mapping : k => v if local.create && var.create_unqualified_mapping }

  function_name     = aws_lambda_function.this[0].arn
  event_source_arn  = try(each.value.event_source_arn, null)
  batch_size        = try(each.value.batch_size, null)
  starting_position = try(each.value.starting_position, null)

  function_response_types = try(each.value.function_response_types, null)

  dynamic "destination_config" {
    for_each = try(each.value.destination_arn_on_failure, null) != null || try(each.value.destination_config, null) != null ? [true] : []

    content {
      on_failure {
        destination_arn = try(each.value.destination_arn_on_failure, each.value.destination_config.on_failure.destination_arn)
      }
    }
  }

  dynamic "scaling_config" {
    for_each = try([each.value.scaling_config], [])

    content {
      maximum_concurrency = try(scaling_config.value.maximum_concurrency, null)
    }
  }

  dynamic "filter_criteria" {
    for_each = try(each.value.filter_criteria, null) != null ? [true] : []

    content {
      dynamic "filter" {
        for_each = try(flatten([each.value.filter_criteria]), [])

        content {
          pattern = try(filter.value.pattern, null)
        }
      }
    }
  }
}

resource "aws_lambda_function_url" "this" {
  count = local.create && var.create_lambda_function_url ? 1 : 0

  function_name      = aws_lambda_function.this[0].function_name
  qualifier          = var.publish ? aws_lambda_function.this[0].version : null
  authorization_type = var.authorization_type

  dynamic "cors" {
    for_each = length(keys(var.cors)) == 0 ? [] : [var.cors]

    content {
      allow_credentials = try(cors.value.allow_credentials, null)
      allow_headers     = try(cors.value.allow_headers, null)
      allow_origins     = try(cors.value.allow_origins, null)
      max_age           = try(cors.value.max_age, null)
    }
  }
}

resource "aws_lambda_provisioned_concurrency_config" "this" {
  count = local.create && var.provisioned_concurrent_executions > -1 ? 1 : 0

  function_name                     = aws_lambda_function.this[0].function_name
  qualifier                         = aws_lambda_function.this[0].version
  provisioned_concurrent_executions = var.provisioned_concurrent_executions
}

output "function_name" {
  value = try(aws_lambda_function.this[0].function_name, "")
}

output "function_arn_static" {
  value = local.create ? "arn:${data.aws_partition.current.partition}:lambda:${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}:function:${var.function_name}" : ""
}

output "version" {
  value = try(aws_lambda_function.this[0].version, "")
}

output "policy_arn" {
  value = try(aws_iam_policy.additional[0].arn, null)
}

output "url" {
  value = try(aws_lambda_function_url.this[0].function_url, "")
}

output "log_group" {
  value = { arn = local.log_group_arn, name = try(aws_cloudwatch_log_group.lambda[0].name, "") }
}

output "triggers" {
  value = [for pair in local.aliases : join(":", pair)]
}

output "event_source_mapping_function_arn" {
  value = { for k, v in aws_lambda_event_source_mapping.this : k => v.function_arn }
}
