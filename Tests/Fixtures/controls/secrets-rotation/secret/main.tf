variable "days" {}

resource "aws_secretsmanager_secret" "pass_in_module" {}

resource "aws_secretsmanager_secret_rotation" "fail_in_module" {
  secret_id = aws_secretsmanager_secret.pass_in_module.id
  rotation_rules {
    automatically_after_days = var.days
  }
}
