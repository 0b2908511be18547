# Data without unknown arguments, and whether it waits all the same for what is changed.

variable "text" {
  type    = string
  default = "one"
}

resource "terraform_data" "changed" { input = var.text }

# Depends on what changes, and does not change itself in the second step.
resource "terraform_data" "steady" {
  input      = "steady"
  depends_on = [terraform_data.changed]
}

# Modules to be named.

module "plain" { source = "./modules/nothing" }

module "given" {
  source = "./modules/nothing"
  given  = terraform_data.changed.output
}

module "waiting" {
  source     = "./modules/nothing"
  depends_on = [terraform_data.steady]
}

module "waiting_for_module" {
  source     = "./modules/nothing"
  depends_on = [module.waiting]
}

module "waiting_counted" {
  source     = "./modules/nothing"
  count      = 1
  depends_on = [terraform_data.changed]
}

module "counted_by_resource" {
  source = "./modules/nothing"
  count  = terraform_data.changed.input == "" ? 0 : 1
}

module "maker" { source = "./modules/maker" }

locals {
  whole = module.waiting
  fixed = module.waiting.fixed
}

# Data that names resources.

data "aws_partition" "count_names_steady" {
  count = terraform_data.steady.input == "steady" ? 1 : 0
}

data "aws_partition" "count_names_changed" {
  count = terraform_data.changed.input == "" ? 0 : 1
}

data "aws_iam_policy_document" "argument_names_steady" {
  statement {
    actions   = ["s3:${terraform_data.steady.input}"]
    resources = ["*"]
  }
}

data "aws_partition" "precondition_names_changed" {
  lifecycle {
    precondition {
      condition     = terraform_data.changed.input != ""
      error_message = "Nothing is given."
    }
  }
}

data "aws_partition" "postcondition_names_changed" {
  lifecycle {
    postcondition {
      condition     = terraform_data.changed.input != ""
      error_message = "Nothing is given."
    }
  }
}

# Data with depends_on.

data "aws_partition" "on_changed" { depends_on = [terraform_data.changed] }
data "aws_partition" "on_steady" { depends_on = [terraform_data.steady] }
data "aws_partition" "on_data_that_waits" { depends_on = [data.aws_partition.on_changed] }
data "aws_partition" "on_plain" { depends_on = [module.plain] }
data "aws_partition" "on_given" { depends_on = [module.given] }
data "aws_partition" "on_waiting" { depends_on = [module.waiting] }
data "aws_partition" "on_chain" { depends_on = [module.waiting_for_module] }
data "aws_partition" "on_counted" { depends_on = [module.counted_by_resource] }

# Data that names modules.

data "aws_partition" "names_whole" {
  for_each = { for name, value in module.waiting : name => value }
}

data "aws_partition" "names_whole_chain" {
  for_each = { for name, value in module.waiting_for_module : name => value }
}

data "aws_partition" "names_output" {
  for_each = toset([module.waiting.fixed])
}

data "aws_partition" "names_counted" {
  count = length(module.counted_by_resource)
}

data "aws_iam_policy_document" "argument_names_whole" {
  statement {
    actions   = [for name in values(module.waiting) : "s3:${name}"]
    resources = ["*"]
  }
}

# Data in modules.

module "reader_on_steady" {
  source     = "./modules/reader"
  depends_on = [terraform_data.steady]
}

module "reader_on_waiting" {
  source     = "./modules/reader"
  depends_on = [module.waiting]
}

module "reader_for_whole" {
  source   = "./modules/reader"
  for_each = { for name, value in module.waiting : name => value }
}

module "reader_for_whole_of_reader" {
  source   = "./modules/reader"
  for_each = { for name, value in module.reader_for_whole : name => name }
}

module "reader_deep_for_whole" {
  source   = "./modules/around"
  for_each = { for name, value in module.waiting : name => value }
}

module "reader_inside" {
  source     = "./modules/inside"
  depends_on = [terraform_data.changed]
}

module "reader_for_splat" {
  source = "./modules/reader"
  count  = length(module.waiting_counted[*].fixed)
}

module "reader_for_instance" {
  source = "./modules/reader"
  count  = length(module.waiting_counted[0])
}

module "reader_for_output_of_instance" {
  source = "./modules/reader"
  count  = module.waiting_counted[0].fixed == "fixed" ? 1 : 0
}

module "reader_for_local" {
  source = "./modules/reader"
  count  = local.fixed == "fixed" ? 1 : 0
}

module "reader_for_whole_local" {
  source   = "./modules/reader"
  for_each = { for name, value in local.whole : name => value }
}

module "reader_given_whole" {
  source = "./modules/reader"
  given  = module.waiting
}

module "reader_for_maker" {
  source   = "./modules/reader"
  for_each = { for name, value in module.maker : name => value }
}

module "reader_on_data" {
  source     = "./modules/reader"
  depends_on = [data.aws_partition.on_changed]
}
