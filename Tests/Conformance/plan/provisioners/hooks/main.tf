variable "text" {
  type = string
}

resource "terraform_data" "hook" {
  triggers_replace = var.text

  provisioner "local-exec" {
    command     = "true"
    working_dir = path.module
  }
}
