resource "terraform_data" "kept" {}

resource "terraform_data" "forgotten" {
  count = 2
  input = terraform_data.kept.id
}

resource "terraform_data" "destroyed" {}

resource "terraform_data" "old" {}

module "gone" {
  source   = "./m"
  for_each = toset(["a"])
}

module "stays" {
  source = "./m"
}
