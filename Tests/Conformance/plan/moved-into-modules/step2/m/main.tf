variable "more" {
  default = 0
}

resource "terraform_data" "renamed" {
  input = path.module
}

resource "terraform_data" "y" {
  for_each = toset(["p", "q"])
}

resource "terraform_data" "more" {
  count = var.more
}

moved {
  from = terraform_data.x
  to   = terraform_data.renamed
}

moved {
  from = terraform_data.y[0]
  to   = terraform_data.y["p"]
}

moved {
  from = terraform_data.y[1]
  to   = terraform_data.y["q"]
}
