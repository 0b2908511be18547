resource "terraform_data" "a" {}

resource "terraform_data" "c" {
  for_each = toset(["x", "y"])
}

resource "terraform_data" "j" {
  count = 2
  input = count.index
}

resource "terraform_data" "source" {}

resource "terraform_data" "occupied" {}

resource "terraform_data" "gone0" {}

resource "terraform_data" "chain1" {}

resource "terraform_data" "user" {
  input = terraform_data.a.id
}

module "m" {
  source = "./m"
}
