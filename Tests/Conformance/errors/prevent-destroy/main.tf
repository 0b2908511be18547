variable "key" {
  default = "first"
}

resource "terraform_data" "kept" {
  triggers_replace = var.key

  lifecycle {
    prevent_destroy = true
  }
}
