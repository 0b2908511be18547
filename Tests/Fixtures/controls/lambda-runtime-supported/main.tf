variable "runtime" {
  type = string
}

variable "python" {
  type     = string
  nullable = false
}

locals {
  runtimes = toset(["nodejs16.x", "python3.9", "java8"])
}

resource "aws_lambda_function" "pass_supported" {
  function_name = "a"
  role          = "arn:aws:iam::123456789012:role/app"
  runtime       = "python3.14"
}

resource "aws_lambda_function" "fail_each" {
  for_each      = local.runtimes
  function_name = each.key
  role          = "arn:aws:iam::123456789012:role/app"
  runtime       = each.key
}

# checkov: says passed because its list has no dates.
resource "aws_lambda_function" "fail_since_this_month" {
  function_name = "b"
  role          = "arn:aws:iam::123456789012:role/app"
  runtime       = "dotnet8"
}

resource "aws_lambda_function" "aside_image" {
  function_name = "c"
  role          = "arn:aws:iam::123456789012:role/app"
  package_type  = "Image"
  image_uri     = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/app:1"
}

resource "aws_lambda_function" "unknown_variable" {
  function_name = "d"
  role          = "arn:aws:iam::123456789012:role/app"
  runtime       = var.runtime
}

resource "aws_lambda_function" "unknown_version" {
  function_name = "e"
  role          = "arn:aws:iam::123456789012:role/app"
  runtime       = "python${var.python}"
}

module "function" {
  source = "./function"
}
