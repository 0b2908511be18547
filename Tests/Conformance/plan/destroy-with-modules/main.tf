module "m" {
  source   = "./m"
  for_each = toset(["x", "y"])
  text     = each.key
}

resource "terraform_data" "root" {
  input = [for m in module.m : m.id]

  lifecycle {
    create_before_destroy = true
  }
}
