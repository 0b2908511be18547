variable "value" {
  type = string
}

variable "on" {
  type = bool
}

locals {
  yes = true
}

resource "aws_ami_copy" "aside_image" {
  name              = "copy"
  source_ami_id     = "ami-1"
  source_ami_region = "eu-central-1"
}

# checkov: says failed of every launch permission, whomever it is for.
resource "aws_ami_launch_permission" "pass_account" {
  for_each   = toset(["123456789012", "210987654321"])
  image_id   = aws_ami_copy.aside_image.id
  account_id = each.key
}

resource "aws_ami_launch_permission" "fail_everybody" {
  image_id = aws_ami_copy.aside_image.id
  group    = "all"
}

resource "aws_ami_launch_permission" "unknown_variable" {
  image_id = aws_ami_copy.aside_image.id
  group    = var.value
}

resource "aws_ec2_image_block_public_access" "pass_on" {
  state = "block-new-sharing"
}

resource "aws_ec2_image_block_public_access" "fail_off" {
  state = "unblocked"
}

module "image" {
  source = "./image"
  group  = "all"
}
