resource "terraform_data" "alone" {
  count = 2
}

module "keyed" {
  source   = "./m"
  for_each = toset(["a", "b"])
}

module "counted" {
  source = "./m"
  count  = 2
}
