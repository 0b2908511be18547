resource "terraform_data" "kept" {
  input = "kept"
}

resource "terraform_data" "dropped" {
  input = "dropped"
}

resource "terraform_data" "dropped_many" {
  for_each = toset(["x", "y"])
  input    = terraform_data.dropped.id
}

module "gone" {
  source = "./gone"
}

output "old" {
  value = "old"
}
