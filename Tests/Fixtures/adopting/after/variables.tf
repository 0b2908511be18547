# Set in a file.
variable "size" {
  type = number
}

# Left at its default.
variable "greeting" {
  type        = string
  default     = "hello" # in English
  description = "How it begins."
}

variable "shape" {
  type = object({
    width  = optional(number, 1)
    labels = optional(map(string), {})
  })
  default = {
    labels = {
      a = "b"
    }
    width = 9
  }
}

resource "notes_note" "set" {
  topic = "variable in a file"
  text  = "v"
  size  = var.size
}

resource "notes_note" "default" {
  topic = "variable's default"
  text  = var.greeting
}

resource "notes_note" "optional" {
  topic  = "optional attribute"
  text   = "v"
  size   = var.shape.width
  labels = var.shape.labels
}

# Both take the variable; one is changed.
resource "notes_note" "shared" {
  topic = "shared variable, changed"
  text  = "salut $${you}"
}
