locals {
  people  = ["ada", "grace"]
  trimmed = "  x  "
}

output "interpolation" {
  value = "${local.people[0]} and ${local.people[1]}: ${length(local.people)} $${not this} %%{nor this}"
}
output "directives" {
  value = "%{for p in local.people}<${p}>%{endfor}%{if length(local.people) > 5} many%{else} few%{endif}"
}
output "strip" {
  value = <<EOT
%{for p in local.people~}
- ${p}
%{endfor~}
end  ${~local.trimmed~}  .
EOT
}
output "heredoc" {
  value = <<-EOT
    first
      second ${local.people[1]}
    	tab
    third
  EOT
}
output "sole" {
  value = local.people
}
output "escapes" {
  value = "tab\there newline\nquote\" backslash\\ unicode \u00e9 \U0001F600"
}
output "bool_in_text" {
  value = "it is ${true}, ${1.50}, ${0.1 + 0.2}, ${1e21}"
}
