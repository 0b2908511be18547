variable "encrypted" {
  type = bool
}

variable "snapshot" {
  type = string
}

locals {
  defaults = { encrypted = true }
}

resource "aws_kms_key" "aside_key" {}

resource "aws_db_instance" "pass_encrypted" {
  instance_class    = "db.t3.micro"
  storage_encrypted = true
}

resource "aws_db_instance" "pass_key" {
  instance_class    = "db.t3.micro"
  storage_encrypted = local.defaults.encrypted
  kms_key_id        = aws_kms_key.aside_key.arn
}

# checkov: says failed because it looks at the argument alone.
resource "aws_db_instance" "pass_replica" {
  instance_class      = "db.t3.micro"
  replicate_source_db = "arn:aws:rds:eu-west-1:123456789012:db:main"
  kms_key_id          = aws_kms_key.aside_key.arn
}

resource "aws_db_instance" "fail_default" {
  instance_class = "db.t3.micro"
}

resource "aws_db_instance" "fail_count" {
  count             = 2
  instance_class    = "db.t3.micro"
  storage_encrypted = false
}

resource "aws_db_instance" "unknown_variable" {
  instance_class    = "db.t3.micro"
  storage_encrypted = var.encrypted
}

# checkov: says failed because it looks at the argument alone.
resource "aws_db_instance" "unknown_replica" {
  instance_class      = "db.t3.micro"
  replicate_source_db = aws_db_instance.pass_encrypted.identifier
}

# checkov: says failed because it looks at the argument alone.
resource "aws_db_instance" "unknown_restored" {
  instance_class      = "db.t3.micro"
  snapshot_identifier = "rds:main-2026-01-01"
}

resource "aws_db_instance" "unknown_perhaps_restored" {
  instance_class      = "db.t3.micro"
  snapshot_identifier = var.snapshot
}

module "plain" {
  source    = "./database"
  encrypted = false
}
