variable "n" {
  type    = number
  default = "many"
}

variable "o" {
  type    = object({ a = string })
  default = {}
}
