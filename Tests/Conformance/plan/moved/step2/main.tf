resource "terraform_data" "b" {}

resource "terraform_data" "d" {
  for_each = toset(["x", "y"])
}

resource "terraform_data" "k" {
  count = 2
  input = 1
}

resource "terraform_data" "occupied" {}

resource "terraform_data" "chain3" {
  input = "new"
}

resource "terraform_data" "user" {
  input = terraform_data.b.id
}

module "n" {
  source   = "./m"
  for_each = toset(["one", "two"])
}

moved {
  from = terraform_data.a
  to   = terraform_data.b
}

moved {
  from = terraform_data.c
  to   = terraform_data.d
}

# The other instance of j stays behind.
moved {
  from = terraform_data.j[1]
  to   = terraform_data.k[0]
}

# Something is there already.
moved {
  from = terraform_data.source
  to   = terraform_data.occupied
}

moved {
  from = terraform_data.gone0
  to   = terraform_data.gone1
}

# In the wrong order, on purpose.
moved {
  from = terraform_data.chain2
  to   = terraform_data.chain3
}

moved {
  from = terraform_data.chain1
  to   = terraform_data.chain2
}

moved {
  from = module.m
  to   = module.n["one"]
}
