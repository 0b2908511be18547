variable "kept" {
  type    = string
  default = "default"
}

variable "not_null" {
  type     = string
  default  = "default"
  nullable = false
}

variable "converted" {
  type    = list(string)
  default = [1, true, "x"]
}

variable "anything" {
  type    = any
  default = { a = [1, "b"] }
}

output "all" {
  value = [var.kept, var.not_null, var.converted, var.anything]
}
