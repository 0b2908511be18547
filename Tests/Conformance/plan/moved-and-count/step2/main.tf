resource "terraform_data" "c" {
  count = 2
}

resource "terraform_data" "u" {
  input = "x"
}

resource "terraform_data" "z" {
  for_each = toset(["b"])
}

# Whoever says more about a resource decides which of its instances is the one without a key.
moved {
  from = terraform_data.cc
  to   = terraform_data.c[1]
}

moved {
  from = terraform_data.old
  to   = terraform_data.u
}

moved {
  from = terraform_data.z["a"]
  to   = terraform_data.gone["a"]
}
