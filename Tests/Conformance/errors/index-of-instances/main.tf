resource "terraform_data" "many" {
  count = 2
}

resource "terraform_data" "single" {
}

output "without_index" {
  value = terraform_data.many.id
}

output "with_index" {
  value = terraform_data.single[0].id
}

output "too_far" {
  value = terraform_data.many[5].id
}
