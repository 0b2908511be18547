resource "terraform_data" "any" {
  input            = { list = [1, "two", null, { deep = [true] }], number = 1.25, empty = {}, none = [] }
  triggers_replace = ["now", "set"]
}

output "any" {
  value = terraform_data.any.output
}
