locals {
  rows = [
    { id = 1, tags = [{ k = "a" }, { k = "b" }] },
    { id = 2, tags = [{ k = "c" }] },
  ]
  single  = { id = 9 }
  nothing = null
}

output "full" {
  value = local.rows[*].tags[*].k
}
output "attributes" {
  value = local.rows.*.id
}
output "of_a_single_value" {
  value = local.single[*].id
}
output "of_null" {
  value = local.nothing[*]
}
output "indexed_after" {
  value = local.rows[*].tags[0].k
}
output "legacy_index" {
  value = local.rows.0.id
}
