variable "value" {
  type = string
}

variable "on" {
  type = bool
}

variable "number" {
  type = number
}

locals {
  yes = true
}

locals {
  days = { often = 30, rare = 180 }
}

resource "aws_secretsmanager_secret" "pass_rotated" {
  name = "database"
}

resource "aws_secretsmanager_secret_rotation" "pass_often" {
  secret_id           = aws_secretsmanager_secret.pass_rotated.id
  rotation_lambda_arn = "arn:aws:lambda:eu-central-1:123456789012:function:rotate"
  rotation_rules {
    automatically_after_days = local.days.often
  }
}

resource "aws_secretsmanager_secret" "pass_by_arn" {
  count = 2
}

resource "aws_secretsmanager_secret_rotation" "pass_by_arn" {
  count     = 2
  secret_id = aws_secretsmanager_secret.pass_by_arn[count.index].arn
  rotation_rules {
    schedule_expression = "rate(14 days)"
  }
}

resource "aws_secretsmanager_secret" "fail_bare" {}

resource "aws_secretsmanager_secret" "pass_rare" {}

resource "aws_secretsmanager_secret_rotation" "fail_rare" {
  secret_id = aws_secretsmanager_secret.pass_rare.id
  rotation_rules {
    automatically_after_days = local.days.rare
  }
}

resource "aws_secretsmanager_secret_rotation" "unknown_cron" {
  secret_id = aws_secretsmanager_secret.pass_rare.id
  rotation_rules {
    schedule_expression = "cron(0 4 1 * ? *)"
  }
}

resource "aws_secretsmanager_secret_rotation" "unknown_variable" {
  secret_id = aws_secretsmanager_secret.pass_rare.id
  rotation_rules {
    automatically_after_days = var.number
  }
}

module "secret" {
  source = "./secret"
  days   = 365
}
