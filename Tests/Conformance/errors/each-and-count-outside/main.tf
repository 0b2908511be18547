resource "terraform_data" "a" {
  input = each.key
}

resource "terraform_data" "b" {
  input = count.index
}

resource "terraform_data" "c" {
  input = self.id
}

resource "terraform_data" "d" {
  count    = 1
  for_each = {}
}
