data "aws_partition" "current" {}

locals {
  monitoring_role_arn = var.create_monitoring_role ? aws_iam_role.enhanced_monitoring[0].arn : null

  final_snapshot_identifier = var.skip_final_snapshot ? null : "final-${var.identifier}"

  is_replica = var.replicate_source_db != null
}

resource "aws_db_instance" "this" {
  count = var.create ? 1 : 0

  identifier     = var.identifier
  engine         = local.is_replica ? null : var.engine
  engine_version = var.engine_version
  instance_class = var.instance_class

  allocated_storage   = var.allocated_storage
  replicate_source_db = var.replicate_source_db

  username = !local.is_replica ? var.username : null
  password = !local.is_replica ? var.password : null
  port     = var.port

  db_subnet_group_name    = var.db_subnet_group_name
  parameter_group_name    = var.parameter_group_name
  option_group_name       = var.option_group_name
  backup_retention_period = var.backup_retention_period
  monitoring_role_arn     = var.monitoring_interval > 0 ? coalesce(local.monitoring_role_arn, "none") : null

  skip_final_snapshot       = var.skip_final_snapshot
  final_snapshot_identifier = local.final_snapshot_identifier

  dynamic "restore_to_point_in_time" {
    for_each = var.restore_to_point_in_time != null ? [var.restore_to_point_in_time] : []

    content {
      restore_time                  = lookup(restore_to_point_in_time.value, "restore_time", null)
      source_db_instance_identifier = lookup(restore_to_point_in_time.value, "source_db_instance_identifier", null)
    }
  }

  dynamic "s3_import" {
    for_each = var.s3_import != null ? [var.s3_import] : []

    content {
      source_engine         = "mysql"
      source_engine_version = s3_import.value.source_engine_version
      bucket_name           = s3_import.value.bucket_name
      ingestion_role        = s3_import.value.ingestion_role
    }
  }

  tags = var.tags

  timeouts {
    create = lookup(var.timeouts, "create", null)
    delete = lookup(var.timeouts, "delete", null)
    update = lookup(var.timeouts, "update", null)
  }

  depends_on = [aws_iam_role.enhanced_monitoring]

  lifecycle {
    ignore_changes = [
      latest_restorable_time
    ]
  }
}

data "aws_iam_policy_document" "enhanced_monitoring" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["monitoring.rds.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "enhanced_monitoring" {
  count = var.create_monitoring_role ? 1 : 0

  name_prefix        = "rds-monitoring-"
  assume_role_policy = data.aws_iam_policy_document.enhanced_monitoring.json
}

output "arn" {
  value = try(aws_db_instance.this[0].arn, null)
}

output "endpoint" {
  value = try(aws_db_instance.this[0].endpoint, null)
}

output "port" {
  value = try(aws_db_instance.this[0].port, null)
}

output "username" {
  value     = try(aws_db_instance.this[0].username, null)
  sensitive = true
}
