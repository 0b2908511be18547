variable "text" {
  type = string
}

resource "terraform_data" "x" {
  input = var.text
}

resource "terraform_data" "y" {
  input = "y"
}

output "y" {
  value = terraform_data.y.input
}
