policytest {
  targets = ["lambda-dlq.policy.hcl"]
}

resource "aws_lambda_function" "queue" {
  attrs = { function_name = "a", arn = "arn:aws:lambda:eu-central-1:123456789012:function:a", dead_letter_config = [{ target_arn = "arn:aws:sqs:eu-central-1:123456789012:failed" }] }
}

resource "aws_lambda_function" "none" {
  expect_failure = true
  attrs          = { function_name = "b", arn = "arn:aws:lambda:eu-central-1:123456789012:function:b", dead_letter_config = [] }
}

resource "aws_lambda_function" "left_out" {
  expect_failure = true
  attrs          = { function_name = "d", arn = "arn:aws:lambda:eu-central-1:123456789012:function:d" }
}

resource "aws_lambda_function" "destination" {
  attrs = { function_name = "c", arn = "arn:aws:lambda:eu-central-1:123456789012:function:c" }
}

resource "aws_lambda_function_event_invoke_config" "destination" {
  attrs = { function_name = "c", destination_config = [{ on_failure = [{ destination = "arn:aws:sqs:eu-central-1:123456789012:failed" }] }] }
}
