variable "text" {
  type = string
}

resource "terraform_data" "x" {
  input = var.text
}

output "text" {
  value = terraform_data.x.output
}

output "known" {
  value = "${var.text}!"
}
