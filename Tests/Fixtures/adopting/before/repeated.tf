variable "queues" {
  type = map(object({
    size  = number
    owner = optional(string, "nobody")
  }))
  default = {
    orders = { size = 10 }
    mails  = { size = 20, owner = "post" } # for now
  }
}

resource "notes_note" "each" {
  for_each = var.queues

  topic  = "each ${each.key}"
  text   = "in ${each.key}"
  size   = each.value.size
  labels = { owner = each.value.owner }
}

resource "notes_note" "gone" {
  for_each = toset(["left", "gone"])

  topic = "set ${each.key}"
  text  = each.key
}

resource "notes_note" "counted" {
  count = 3

  topic = "counted ${count.index}"
  text  = "c"
  size  = 7 # each
}
