variable "secret" {
  type      = string
  sensitive = true
  default   = "first"
}

resource "aws_kms_key" "k" {
  description             = "conformance"
  deletion_window_in_days = 7
  enable_key_rotation     = true
}

resource "aws_kms_alias" "a" {
  name          = "alias/conformance"
  target_key_id = aws_kms_key.k.key_id
}

resource "aws_secretsmanager_secret" "s" {
  name                    = "conformance/password"
  kms_key_id              = aws_kms_key.k.arn
  recovery_window_in_days = 0
}

resource "aws_secretsmanager_secret_version" "v" {
  secret_id     = aws_secretsmanager_secret.s.id
  secret_string = jsonencode({ user = "ada", password = var.secret })
}

resource "aws_ssm_parameter" "p" {
  for_each = { plain = "String", hidden = "SecureString" }
  name     = "/conformance/${each.key}"
  type     = each.value
  value    = each.key == "plain" ? "open" : var.secret
}

output "secret" {
  value     = aws_secretsmanager_secret_version.v.secret_string
  sensitive = true
}

output "plain" {
  value = nonsensitive(aws_ssm_parameter.p["plain"].value)
}
