locals {
  from_b = "b ${local.from_a}"
}

output "b" {
  value = local.from_b
}
