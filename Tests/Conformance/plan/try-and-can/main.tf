variable "input" {
  type    = any
  default = { a = { b = 1 } }
}

output "all" {
  value = {
    found    = try(var.input.a.b, "none")
    missing  = try(var.input.a.c, var.input.x, "none")
    can      = [can(var.input.a.b), can(var.input.a.c), can(regex("^x", "y"))]
    nullable = var.input.a.b == null ? "null" : "set"
    index    = try(["a"][5], "out of range")
  }
}
