variable "restorable" {
  type = bool
}

variable "blocks" {
  type = list(bool)
}

locals {
  blocks = [true]
}

# checkov: says failed because it does not look into dynamic blocks.
resource "aws_dynamodb_table" "pass_dynamic" {
  name = "a"
  dynamic "point_in_time_recovery" {
    for_each = local.blocks
    content {
      enabled = point_in_time_recovery.value
    }
  }
}

resource "aws_dynamodb_table" "fail_default" {
  for_each = toset(["b", "c"])
  name     = each.key
}

resource "aws_dynamodb_table" "fail_off" {
  name = "d"
  point_in_time_recovery {
    enabled = false
  }
}

resource "aws_dynamodb_table" "unknown_variable" {
  name = "e"
  point_in_time_recovery {
    enabled = var.restorable
  }
}

resource "aws_dynamodb_table" "unknown_dynamic" {
  name = "f"
  dynamic "point_in_time_recovery" {
    for_each = var.blocks
    content {
      enabled = point_in_time_recovery.value
    }
  }
}

module "table" {
  source     = "./table"
  restorable = true
}
