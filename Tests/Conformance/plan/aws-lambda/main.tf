resource "aws_iam_role" "r" {
  name = "lambda"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

resource "aws_lambda_function" "f" {
  function_name    = "hello"
  role             = aws_iam_role.r.arn
  runtime          = "python3.12"
  handler          = "hello.main"
  filename         = "${path.module}/hello.zip"
  source_code_hash = filebase64sha256("${path.module}/hello.zip")
  timeout          = 10

  environment {
    variables = {
      GREETING = "Hello"
    }
  }
}

resource "aws_lambda_permission" "p" {
  statement_id  = "events"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.f.function_name
  principal     = "events.amazonaws.com"
}

resource "aws_lambda_alias" "a" {
  name             = "live"
  function_name    = aws_lambda_function.f.arn
  function_version = "$LATEST"
}
