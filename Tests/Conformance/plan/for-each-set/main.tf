resource "terraform_data" "zone" {
  for_each = toset(["b", "a", "c with space", "d.e"])
  input    = "${each.key}=${each.value}"
}

resource "terraform_data" "chained" {
  for_each = terraform_data.zone
  input    = each.value.id
}
