resource "terraform_data" "a" {
  count = 2
  input = { n = count.index, list = ["x", null], set = toset(["a", "b"]) }
}

output "a" {
  value = terraform_data.a[*].output
}
