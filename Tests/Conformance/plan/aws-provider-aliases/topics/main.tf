variable "names" {
  type = list(string)
}

data "aws_region" "here" {}

resource "aws_sns_topic" "t" {
  for_each = toset(var.names)
  name     = each.key
}

output "region" {
  value = data.aws_region.here.name
}
