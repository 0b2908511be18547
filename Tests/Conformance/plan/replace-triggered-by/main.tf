variable "revision" {
  type    = number
  default = 1
}

resource "terraform_data" "revision" {
  input = var.revision
}

resource "terraform_data" "other" {
  for_each = toset(["a", "b"])
  input    = "${each.key}-${var.revision}"
}

resource "terraform_data" "whole" {
  input = "follows the resource"

  lifecycle {
    replace_triggered_by = [terraform_data.revision]
  }
}

resource "terraform_data" "attribute" {
  input = "follows an attribute"

  lifecycle {
    replace_triggered_by = [terraform_data.revision.output]
  }
}

resource "terraform_data" "instance" {
  for_each = toset(["a", "b"])
  input    = "follows one instance"

  lifecycle {
    replace_triggered_by = [terraform_data.other[each.key].input]
  }
}

resource "terraform_data" "unmoved" {
  input = "follows what does not change"

  lifecycle {
    replace_triggered_by = [terraform_data.revision.triggers_replace]
  }
}
