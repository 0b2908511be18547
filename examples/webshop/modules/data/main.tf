resource "aws_db_subnet_group" "this" {
  name       = var.name
  subnet_ids = var.subnet_ids
}

resource "aws_db_instance" "this" {
  identifier              = var.name
  engine                  = "postgres"
  engine_version          = var.database.engine_version
  instance_class          = var.database.instance_class
  allocated_storage       = var.database.storage_gb
  storage_encrypted       = true
  db_name                 = "shop"
  username                = "shop"
  password                = var.password
  db_subnet_group_name    = aws_db_subnet_group.this.name
  vpc_security_group_ids  = [var.security_group_id]
  backup_retention_period = var.database.backup_days
  deletion_protection     = var.protected
  skip_final_snapshot     = !var.protected

  lifecycle {
    precondition {
      condition     = !var.protected || var.database.backup_days >= 7
      error_message = "A protected database keeps a week of backups at least."
    }
  }
}

resource "aws_dynamodb_table" "carts" {
  name         = "${var.name}-carts"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "customer"
  range_key    = "item"

  dynamic "attribute" {
    for_each = { customer = "S", item = "S" }

    content {
      name = attribute.key
      type = attribute.value
    }
  }

  ttl {
    attribute_name = "expires"
    enabled        = true
  }

  server_side_encryption {
    enabled = true
  }
}
