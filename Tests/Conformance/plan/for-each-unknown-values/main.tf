resource "terraform_data" "source" {
  for_each = { a = 1, b = 2 }
  input    = each.value
}

# The keys are known, the values are not.
resource "terraform_data" "sink" {
  for_each = { for key, source in terraform_data.source : key => source.id }
  input    = "${each.key}: ${each.value}"
}

output "sorted" {
  value = sort([for source in terraform_data.source : source.id])
}

output "merged" {
  value = merge({ z = "known" }, { for key, source in terraform_data.source : key => source.id })
}
