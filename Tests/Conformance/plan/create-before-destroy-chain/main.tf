variable "v" {
  type    = string
  default = "1"
}

resource "terraform_data" "base" {
  triggers_replace = var.v
}

resource "terraform_data" "middle" {
  triggers_replace = terraform_data.base.id
}

# Its rule is taken over by what it depends on.
resource "terraform_data" "top" {
  triggers_replace = terraform_data.middle.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "terraform_data" "aside" {
  triggers_replace = [var.v, terraform_data.top.id]
}
