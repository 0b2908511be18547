resource "terraform_data" "f" { for_each = toset(["a"]) }
import {
  for_each = toset(["a", "b"])
  to       = terraform_data.f[each.value]
  id       = "x${each.key}"
}
import {
  for_each = toset(["a"])
  to       = terraform_data.f["a"]
  id       = "dup"
}
