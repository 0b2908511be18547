resource "terraform_data" "many" {
  count = 2
  input = { index = count.index }
}

resource "terraform_data" "keyed" {
  for_each = { x = 1 }
  input    = each.value
}

locals {
  whole = terraform_data.many
  one   = terraform_data.keyed["x"]
}

resource "terraform_data" "copy" {
  input = {
    all   = local.whole[*].input.index
    one   = local.one.input
    keys  = keys(terraform_data.keyed)
    count = length(terraform_data.many)
  }
}
