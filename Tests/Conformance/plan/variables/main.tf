variable "text" {
  type        = string
  description = "From a file."
}

variable "number" {
  type = number
}

variable "flag" {
  type    = bool
  default = false
}

variable "list" {
  type = list(number)
}

variable "map" {
  type = map(string)
}

variable "tuple" {
  type = tuple([string, number, bool])
}

variable "set" {
  type = set(string)
}

variable "object" {
  type = object({
    name = string
    port = optional(number, 80)
    tls  = optional(object({ cert = string, key = optional(string) }))
  })
}

variable "untyped" {
  default = "u"
}

variable "unset" {
  type    = string
  default = null
}

output "all" {
  value = {
    text    = var.text
    number  = var.number
    flag    = var.flag
    list    = var.list
    map     = var.map
    tuple   = var.tuple
    set     = var.set
    object  = var.object
    untyped = var.untyped
    unset   = var.unset
  }
}
