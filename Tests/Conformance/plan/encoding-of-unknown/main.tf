resource "terraform_data" "a" {
  input = "a"
}

output "json" {
  value = jsonencode({ id = terraform_data.a.id, known = 1 })
}

output "format" {
  value = [format("%s-%s", "known", terraform_data.a.id), format("plain")]
}

output "join" {
  value = join(",", ["x", terraform_data.a.id])
}

output "keys" {
  value = keys({ a = terraform_data.a.id })
}

output "values" {
  value = values({ a = terraform_data.a.id })
}

output "coalesce" {
  value = coalesce(terraform_data.a.id, "x")
}

output "contains" {
  value = contains(["x", terraform_data.a.id], "x")
}

output "starts" {
  value = [startswith("abc-${terraform_data.a.id}", "abc"), substr("abc-${terraform_data.a.id}", 0, 3)]
}
