resource "terraform_data" "inner" {}

resource "terraform_data" "other" {}
