terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {}

module "orders" {
  source = "./modules/function"

  function_name = "orders"
  description   = "What takes orders"
  handler       = "index.handler"
  runtime       = "nodejs20.x"
  package       = "${path.root}/source/orders.txt"
  publish       = true

  environment_variables = {
    TABLE = "orders"
    DEBUG = false
  }

  attach_policy_statements = true
  policy_statements = {
    dynamodb = {
      effect    = "Allow"
      actions   = ["dynamodb:BatchWriteItem"]
      resources = ["arn:aws:dynamodb:eu-central-1:052212379155:table/orders"]
    }
    s3_read = {
      effect    = "Deny"
      actions   = ["s3:HeadObject", "s3:GetObject"]
      resources = ["arn:aws:s3:::my-bucket/*"]
      condition = {
        tags = { test = "StringEquals", variable = "aws:PrincipalTag/Team", values = ["shop"] }
      }
    }
  }

  attach_policies    = true
  number_of_policies = 2
  policies = [
    "arn:aws:iam::aws:policy/AWSXrayReadOnlyAccess",
    module.shared.policy_arn,
  ]

  attach_policy_jsons    = true
  policy_jsons           = [jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "xray:*", Resource = "*" }] })]
  number_of_policy_jsons = 1

  allowed_triggers = {
    ScanAmiRule = {
      principal  = "events.amazonaws.com"
      source_arn = "arn:aws:events:eu-central-1:135367859850:rule/RunDaily"
    }
    APIGatewayAny = {
      service    = "apigateway"
      source_arn = "arn:aws:execute-api:eu-central-1:135367859850:aqnku8akd0/*/*/*"
    }
  }

  event_source_mapping = {
    dynamodb = {
      event_source_arn  = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders/stream/2024-01-01T00:00:00.000"
      starting_position = "LATEST"
      destination_config = {
        on_failure = { destination_arn = "arn:aws:sqs:eu-central-1:123456789012:failed" }
      }
      filter_criteria = [
        { pattern = jsonencode({ eventName : ["INSERT"] }) },
        { pattern = jsonencode({ data : { Temperature : [{ numeric : [">", 0, "<=", 100] }] } }) },
      ]
    }
    sqs = {
      event_source_arn        = "arn:aws:sqs:eu-central-1:123456789012:in"
      function_response_types = ["ReportBatchItemFailures"]
      scaling_config          = { maximum_concurrency = 20 }
    }
  }

  create_lambda_function_url = true
  authorization_type         = "AWS_IAM"
  cors = {
    allow_credentials = true
    allow_origins     = ["*"]
    max_age           = 86400
  }

  vpc_subnet_ids                    = null
  dead_letter_arn                   = "arn:aws:sqs:eu-central-1:123456789012:dead"
  tracing_mode                      = "Active"
  ephemeral_storage                 = 1024
  logging_log_format                = "JSON"
  provisioned_concurrent_executions = 1
}

# The aliases of a function are a module of their own in a module.
module "shared" {
  source = "./modules/function"

  function_name            = "shared"
  create_function          = false
  attach_policy_statements = true
  policy_statements        = [{ actions = ["logs:PutLogEvents"], resources = ["*"] }]
}

module "image" {
  source     = "./modules/function"
  for_each   = { small = 128, large = 1024 }
  depends_on = [module.shared]

  function_name          = "image-${each.key}"
  package_type           = "Image"
  image_uri              = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/app:latest"
  image_config_command   = ["app.main"]
  memory_size            = each.value
  architectures          = each.key == "large" ? ["arm64"] : null
  vpc_subnet_ids         = each.key == "large" ? ["subnet-1", "subnet-2"] : null
  vpc_security_group_ids = each.key == "large" ? ["sg-1"] : null
  attach_network_policy  = each.key == "large"
  file_systems           = each.key == "large" ? { shared = "arn:aws:elasticfilesystem:eu-central-1:123456789012:access-point/fsap-1" } : {}
}

output "orders" {
  value = module.orders
}

output "images" {
  value = values(module.image)[*].function_name
}
