variable "release" {
  type    = string
  default = "1.0"
}

resource "terraform_data" "app" {
  input = { name = "shop", release = var.release, flags = ["a", "b"] }
}

resource "terraform_data" "reader" {
  input = terraform_data.app.output.release
}

output "release" {
  value = terraform_data.app.output.release
}
