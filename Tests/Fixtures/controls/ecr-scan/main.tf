variable "scan" {
  type = bool
}

variable "blocks" {
  type = list(bool)
}

locals {
  scan = [true]
}

# checkov: says failed because it does not look into dynamic blocks.
resource "aws_ecr_repository" "pass_dynamic" {
  name = "a"
  dynamic "image_scanning_configuration" {
    for_each = local.scan
    content {
      scan_on_push = image_scanning_configuration.value
    }
  }
}

# checkov: says failed because it looks at the repository alone.
resource "aws_ecr_repository" "pass_registry" {
  name = "team/app"
}

resource "aws_ecr_registry_scanning_configuration" "aside_team" {
  scan_type = "BASIC"
  rule {
    scan_frequency = "SCAN_ON_PUSH"
    repository_filter {
      filter      = "team/*"
      filter_type = "WILDCARD"
    }
  }
}

resource "aws_ecr_repository" "fail_default" {
  for_each = toset(["b", "c"])
  name     = each.key
}

resource "aws_ecr_repository" "fail_off" {
  name = "d"
  image_scanning_configuration {
    scan_on_push = false
  }
}

resource "aws_ecr_repository" "unknown_variable" {
  name = "e"
  image_scanning_configuration {
    scan_on_push = var.scan
  }
}

resource "aws_ecr_repository" "unknown_dynamic" {
  name = "f"
  dynamic "image_scanning_configuration" {
    for_each = var.blocks
    content {
      scan_on_push = image_scanning_configuration.value
    }
  }
}

module "repository" {
  source = "./repository"
  scan   = true
}
