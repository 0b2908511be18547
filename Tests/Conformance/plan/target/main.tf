resource "terraform_data" "a" {
  input = "a"
}

resource "terraform_data" "b" {
  input = terraform_data.a.output
}

resource "terraform_data" "c" {
  input = "c"
}

module "m" {
  source = "./m"
  text   = terraform_data.c.id
}

output "b" {
  value = terraform_data.b.id
}

output "c" {
  value = terraform_data.c.input
}
