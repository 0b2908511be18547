terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {}

module "queue" {
  source   = "./modules/queue"
  for_each = { orders = { fifo = true, dead = true }, mails = { dead = false } }

  name        = each.key
  fifo_queue  = try(each.value.fifo, null)
  create_dlq  = each.value.dead
  policy_statements = {
    topic = {
      sid        = "Topic"
      actions    = ["sqs:SendMessage"]
      principals = [{ type = "Service", identifiers = ["sns.amazonaws.com"] }]
      conditions = [{ test = "ArnEquals", variable = "aws:SourceArn", values = ["arn:aws:sns:eu-central-1:123456789012:t"] }]
    }
    deny = { effect = "Deny", not_actions = ["sqs:ReceiveMessage"], principals = [{ type = "*", identifiers = ["*"] }] }
  }
}

output "urls" { value = { for name, queue in module.queue : name => queue.url } }
output "by_kind" { value = { for name, queue in module.queue : queue.kind => name... } }
output "dead" { value = compact([for queue in values(module.queue) : queue.dead_name]) }
