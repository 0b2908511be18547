variable "tokens" {
  type = string
}

variable "template" {
  type = string
}

locals {
  tokens = "required"
}

resource "aws_instance" "pass_required" {
  metadata_options {
    http_tokens = local.tokens
  }
}

resource "aws_instance" "pass_endpoint_off" {
  metadata_options {
    http_endpoint = "disabled"
  }
}

# What the account or the image says instead cannot be seen here; without either tokens are optional.
resource "aws_instance" "fail_default" {}

resource "aws_instance" "fail_half_written" {
  metadata_options {
    http_endpoint = "enabled"
  }
}

resource "aws_instance" "fail_optional" {
  count = 2
  metadata_options {
    http_tokens = "optional"
  }
}

resource "aws_instance" "unknown_variable" {
  metadata_options {
    http_tokens = var.tokens
  }
}

resource "aws_instance" "unknown_dynamic" {
  dynamic "metadata_options" {
    for_each = var.tokens == "" ? [] : [var.tokens]
    content {
      http_tokens = metadata_options.value
    }
  }
}

resource "aws_launch_template" "pass_required" {
  name = "required"
  metadata_options {
    http_tokens = "required"
  }
}

resource "aws_launch_template" "fail_default" {}

resource "aws_launch_template" "fail_dynamic" {
  dynamic "metadata_options" {
    for_each = ["optional"]
    content {
      http_tokens = metadata_options.value
    }
  }
}

# checkov: fails it, for it does not look at the template.
resource "aws_instance" "pass_of_template" {
  launch_template {
    id = aws_launch_template.pass_required.id
  }
}

# checkov: says failed, for it does not look into the launch template.
resource "aws_instance" "pass_of_named_template" {
  launch_template {
    name = aws_launch_template.pass_required.name
  }
}

resource "aws_instance" "fail_of_template" {
  launch_template {
    id = aws_launch_template.fail_default.id
  }
}

resource "aws_instance" "unknown_of_template_elsewhere" {
  launch_template {
    id = "lt-0123456789abcdef0"
  }
}

resource "aws_instance" "unknown_of_template_given" {
  launch_template {
    id = var.template
  }
}

resource "aws_spot_instance_request" "fail_default" {}

resource "aws_spot_instance_request" "pass_required" {
  metadata_options {
    http_tokens = "required"
  }
}

resource "aws_launch_configuration" "fail_default" {
  image_id      = "ami-1"
  instance_type = "t3.micro"
}

resource "aws_launch_configuration" "pass_required" {
  image_id      = "ami-1"
  instance_type = "t3.micro"
  metadata_options {
    http_tokens = "required"
  }
}

module "server" {
  source = "./server"
  tokens = "optional"
}
