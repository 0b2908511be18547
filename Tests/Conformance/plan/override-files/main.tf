resource "terraform_data" "x" {
  input            = "original"
  triggers_replace = "original"
}

variable "v" {
  type    = string
  default = "original"
}

output "v" {
  value = var.v
}
