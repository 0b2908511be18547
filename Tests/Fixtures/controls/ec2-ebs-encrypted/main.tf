variable "encrypted" {
  type = bool
}

locals {
  yes = true
}

resource "aws_ebs_volume" "pass_on" {
  availability_zone = "eu-central-1a"
  encrypted         = local.yes
}

# The account may encrypt by default; that cannot be seen here.
resource "aws_ebs_volume" "fail_default" {
  count             = 2
  availability_zone = "eu-central-1a"
}

resource "aws_ebs_volume" "fail_off" {
  availability_zone = "eu-central-1a"
  encrypted         = false
}

resource "aws_ebs_volume" "unknown_variable" {
  availability_zone = "eu-central-1a"
  encrypted         = var.encrypted
}

resource "aws_ebs_volume" "unknown_of_snapshot" {
  availability_zone = "eu-central-1a"
  snapshot_id       = "snap-0123456789abcdef0"
}

resource "aws_ebs_snapshot_copy" "fail_default" {
  source_region      = "eu-central-1"
  source_snapshot_id = "snap-0123456789abcdef0"
}

resource "aws_ebs_snapshot_copy" "pass_on" {
  source_region      = "eu-central-1"
  source_snapshot_id = "snap-0123456789abcdef0"
  encrypted          = true
}

resource "aws_instance" "pass_on" {
  root_block_device {
    encrypted = true
  }
  ebs_block_device {
    device_name = "/dev/sdf"
    encrypted   = true
  }
}

resource "aws_instance" "fail_default" {}

resource "aws_instance" "fail_second_volume" {
  root_block_device {
    encrypted = true
  }
  ebs_block_device {
    device_name = "/dev/sdf"
    encrypted   = true
  }
  ebs_block_device {
    device_name = "/dev/sdg"
  }
}

resource "aws_instance" "fail_dynamic" {
  root_block_device {
    encrypted = true
  }
  dynamic "ebs_block_device" {
    for_each = { f = true, g = false }
    content {
      device_name = "/dev/sd${ebs_block_device.key}"
      encrypted   = ebs_block_device.value
    }
  }
}

resource "aws_instance" "unknown_variable" {
  root_block_device {
    encrypted = var.encrypted
  }
}

resource "aws_launch_template" "pass_on" {
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      encrypted = true
    }
  }
}

resource "aws_launch_template" "fail_default" {}

resource "aws_launch_template" "fail_off" {
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      encrypted = "false"
    }
  }
}

resource "aws_launch_template" "unknown_variable" {
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      encrypted = var.encrypted
    }
  }
}

# checkov: says failed, for it does not look into the launch template.
resource "aws_instance" "pass_of_template" {
  launch_template {
    id = aws_launch_template.pass_on.id
  }
}

resource "aws_launch_configuration" "fail_default" {
  image_id      = "ami-1"
  instance_type = "t3.micro"
}

resource "aws_launch_configuration" "pass_on" {
  image_id      = "ami-1"
  instance_type = "t3.micro"
  root_block_device {
    encrypted = true
  }
}

resource "aws_spot_instance_request" "fail_default" {}

module "disk" {
  source    = "./disk"
  encrypted = false
}
