resource "aws_sns_topic" "first" {
  name = "first"
}

resource "aws_sns_topic" "alerts" {
  name = "alerts"
}

resource "aws_s3_bucket" "data" {
  bucket = "found-data"
  tags   = { team = "y" }
}

resource "aws_cloudwatch_log_group" "web" {
  name              = "/app/web"
  retention_in_days = 7
}

resource "aws_iam_role" "worker" {
  for_each = toset(["worker"])
  name     = each.key
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ec2.amazonaws.com" }
    }]
  })
}

resource "aws_dynamodb_table" "carts" {
  name         = "carts"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "sku"

  attribute {
    name = "sku"
    type = "S"
  }
}

resource "aws_ssm_parameter" "secret" {
  name  = "/app/secret"
  type  = "SecureString"
  value = "hunter2"
}

import {
  to = aws_sns_topic.alerts
  id = replace(aws_sns_topic.first.arn, "first", "alerts")
}

import {
  to = aws_s3_bucket.data
  id = "found-data"
}

import {
  to = aws_cloudwatch_log_group.web
  id = "/app/web"
}

import {
  for_each = toset(["worker"])
  to       = aws_iam_role.worker[each.key]
  id       = each.value
}

import {
  to = aws_dynamodb_table.carts
  id = "carts"
}

import {
  to = aws_ssm_parameter.secret
  id = "/app/secret"
}
