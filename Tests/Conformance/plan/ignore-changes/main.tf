variable "text" {
  type    = string
  default = "first"
}

resource "terraform_data" "one_attribute" {
  input            = var.text
  triggers_replace = "fixed"

  lifecycle {
    ignore_changes = [input]
  }
}

resource "terraform_data" "everything" {
  input            = var.text
  triggers_replace = var.text

  lifecycle {
    ignore_changes = all
  }
}

resource "terraform_data" "trigger" {
  input            = var.text
  triggers_replace = var.text

  lifecycle {
    ignore_changes = [triggers_replace]
  }
}
