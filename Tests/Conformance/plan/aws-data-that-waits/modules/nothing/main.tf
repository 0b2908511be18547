variable "given" { default = null }
output "fixed" { value = "fixed" }
