terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {}

# The second step gives other arguments to the same modules.
variable "later" {
  type    = bool
  default = false
}

data "aws_caller_identity" "me" {}

module "alarms" {
  source = "./modules/topic"

  name              = "alarms"
  display_name      = "Alarms"
  signature_version = var.later ? 2 : null

  enable_default_topic_policy = true
  topic_policy_statements = {
    publish = {
      actions = ["sns:Publish"]
      principals = [{
        type        = "AWS"
        identifiers = ["arn:aws:iam::${data.aws_caller_identity.me.account_id}:root"]
      }]
    }
    subscribe = {
      actions = ["sns:Subscribe", "sns:Receive"]
      principals = [{
        type        = "AWS"
        identifiers = ["*"]
      }]
      conditions = [{
        test     = "StringLike"
        variable = "sns:Endpoint"
        values   = [var.later ? "arn:aws:sqs:*" : "https://example.com/*"]
      }]
    }
  }

  subscriptions = merge(
    {
      first = {
        protocol            = "sqs"
        endpoint            = "arn:aws:sqs:eu-central-1:123456789012:first"
        filter_policy       = jsonencode({ kind = ["new", "old"] })
        filter_policy_scope = "MessageAttributes"
      }
    },
    var.later ? { second = { protocol = "sqs", endpoint = "arn:aws:sqs:eu-central-1:123456789012:second", raw_message_delivery = true } } : {},
  )

  data_protection_policy = var.later ? jsonencode({ Name = "all", Version = "2021-06-01", Statement = [] }) : null
  application_feedback   = { success_sample_rate = 50 }
  tags                   = { Stage = "test" }
}

module "ordered" {
  source = "./modules/topic"

  name                            = "ordered"
  use_name_prefix                 = false
  fifo_topic                      = true
  topic_policy                    = data.aws_iam_policy_document.own.json
  create_topic_policy             = false
  delivery_policy                 = jsonencode({ http = { defaultHealthyRetryPolicy = { numRetries = 3 } } })
  override_topic_policy_documents = [data.aws_iam_policy_document.own.json]
}

data "aws_iam_policy_document" "own" {
  statement {
    sid       = "own"
    actions   = ["sns:GetTopicAttributes"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = [data.aws_caller_identity.me.arn]
    }
  }
}

module "overridden" {
  source     = "./modules/topic"
  depends_on = [module.ordered]

  name                          = "overridden"
  enable_default_topic_policy   = true
  source_topic_policy_documents = [data.aws_iam_policy_document.own.json]
  override_topic_policy_documents = [jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = "own", Effect = "Deny", Action = "sns:*", Resource = "*", Principal = "*" }]
  })]
}

module "nothing" {
  source = "./modules/topic"
  create = false
}

output "topics" {
  value = { for name, topic in { alarms = module.alarms, ordered = module.ordered, overridden = module.overridden, nothing = module.nothing } : name => topic.topic_arn }
}

output "subscriptions" {
  value = module.alarms.subscriptions
}

output "beginning" {
  value = module.ordered.topic_beginning_archive_time
}
