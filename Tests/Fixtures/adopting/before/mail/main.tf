terraform {
  required_providers {
    notes = { source = "example.com/tests/notes" }
  }
}

variable "name" {
  default = "mail"
}

variable "size" {
  type = number
}

variable "greeting" {
  default = "dear"
}

resource "notes_note" "this" {
  topic  = "module ${var.name}"
  text   = "${var.greeting} sir"
  size   = var.size
  labels = { from = var.name }
}
