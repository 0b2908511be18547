variable "profile" {
  type = string
}

locals {
  profiles = ["web", "worker"]
}

resource "aws_iam_instance_profile" "aside_web" {}

resource "aws_instance" "pass_reference" {
  iam_instance_profile = aws_iam_instance_profile.aside_web.name
}

resource "aws_instance" "pass_count" {
  count                = 2
  iam_instance_profile = local.profiles[count.index]
}

resource "aws_instance" "fail_default" {}

resource "aws_instance" "unknown_variable" {
  iam_instance_profile = var.profile
}

resource "aws_launch_template" "aside_with_profile" {
  iam_instance_profile {
    arn = aws_iam_instance_profile.aside_web.arn
  }
}

resource "aws_launch_template" "aside_without_profile" {}

# checkov: fails it, for it does not look at the template.
# checkov: says failed, for it does not look into the launch template.
resource "aws_instance" "pass_of_template" {
  launch_template {
    id      = aws_launch_template.aside_with_profile.id
    version = "$Latest"
  }
}

resource "aws_instance" "fail_of_template" {
  launch_template {
    id = aws_launch_template.aside_without_profile.id
  }
}

resource "aws_instance" "unknown_of_template_elsewhere" {
  launch_template {
    name = "elsewhere"
  }
}

resource "aws_spot_instance_request" "fail_default" {}

module "server" {
  source  = "./server"
  profile = null
}
