resource "terraform_data" "text" {
  for_each = toset(["é", "é", "日本語", "😀", "a\"b", "line\nbreak", "<&>"])
  input    = each.value
}

output "length" {
  value = [length("é"), length("👨‍👩‍👧"), substr("日本語", 1, 1), upper("é")]
}
