variable "text" {
  type    = string
  default = "first"
}

resource "terraform_data" "key_of_map" {
  input = tomap({ kept = var.text, ignored = var.text })

  lifecycle {
    ignore_changes = [input["ignored"]]
  }
}

resource "terraform_data" "element" {
  input = tolist([var.text, var.text])

  lifecycle {
    ignore_changes = [input[0]]
  }
}
