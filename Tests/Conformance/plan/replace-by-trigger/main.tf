variable "key" {
  type    = string
  default = "first"
}

resource "terraform_data" "replaced" {
  input            = "stays"
  triggers_replace = [var.key, { nested = [1, 2] }]
}

resource "terraform_data" "after" {
  input = terraform_data.replaced.id
}

resource "terraform_data" "before_destroy" {
  triggers_replace = var.key

  lifecycle {
    create_before_destroy = true
  }
}

resource "terraform_data" "forced_along" {
  input            = "needed by before_destroy's rule? no: it depends on it"
  triggers_replace = terraform_data.before_destroy.id
}
