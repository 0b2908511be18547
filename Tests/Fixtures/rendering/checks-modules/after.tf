resource "terraform_data" "counted" {
  count = 2
  input = count.index

  lifecycle {
    precondition {
      condition     = count.index < 5
      error_message = "Too many."
    }
  }
}

module "m" {
  source   = "./modules/checked"
  for_each = toset(["k", "l.m"])
  value    = each.key
}
