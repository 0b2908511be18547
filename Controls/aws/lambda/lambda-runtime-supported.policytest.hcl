policytest {
  targets = ["lambda-runtime-supported.policy.hcl"]
}

resource "aws_lambda_function" "supported" {
  attrs = { runtime = "python3.13" }
}

resource "aws_lambda_function" "newer" {
  attrs = { runtime = "nodejs30.x" }
}

resource "aws_lambda_function" "old" {
  expect_failure = true
  attrs          = { runtime = "python3.8" }
}

resource "aws_lambda_function" "very_old" {
  expect_failure = true
  attrs          = { runtime = "go1.x" }
}

resource "aws_lambda_function" "image" {
  attrs = { runtime = null, package_type = "Image" }
}

resource "aws_lambda_function" "left_out" {
  attrs = { package_type = "Image" }
}
