# Data sources are forgotten by a destroy plan, which counts as a change: what they refer to is relevant.
# What others changed meanwhile is not told where all goes.
provider "aws" {
  region = "eu-central-1"
}

data "aws_caller_identity" "me" {}

module "role" {
  source   = "./role"
  for_each = toset(["reader", "writer"])
  name     = each.key
  owner    = data.aws_caller_identity.me.account_id
}

resource "aws_sqs_queue" "queue" {
  name = "orders"
  tags = { Step = "1" }
}
