output "unknown" {
  value = uper("x")
}

output "few" {
  value = replace("x")
}

output "wrong" {
  value = length(5)
}

output "fails" {
  value = jsondecode("{")
}

output "file" {
  value = file("${path.module}/none.txt")
}
