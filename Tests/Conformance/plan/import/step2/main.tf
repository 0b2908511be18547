resource "terraform_data" "a" {}

resource "terraform_data" "fe" {
  for_each = toset(["p", "q", "r"])
}

# Imported before: nothing is left to do.
import {
  to = terraform_data.a
  id = "id-a"
}

import {
  for_each = { r = "ir" }
  to       = terraform_data.fe[each.key]
  id       = each.value
}
