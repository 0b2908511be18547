# A comment,
// another,
/* and one
   of many lines */
variable "x" { default = 1 }
output "one_line" { value = var.x } /* after */
output "many_lines" {
  value = [
    1, # first
    2, // second
    /* between */ 3,
  ]
}
output "operators_over_lines" {
  value = (
    1 +
    2
    + 3
  )
}
output "object_over_lines" {
  value = {
    a : 1
    "b" = 2,
    (var.x == 1 ? "c" : "d") = 3
  }
}
