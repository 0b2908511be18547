locals {
  targets = ["x", "y"]
}

resource "notes_note" "linked" {
  topic = "blocks"
  text  = "b"

  link {
    to = "b" # stays
  }

  link {
    to = "c"
  }
}

resource "notes_note" "dynamic" {
  topic = "dynamic blocks"
  text  = "b"

  dynamic "link" {
    for_each = local.targets

    content {
      to = link.value
    }
  }

  link {
    to = "z"
  }
}

/* Arguments that come and go. */
resource "notes_note" "arguments" {
  topic = "arguments"
  text  = "b"

  labels = {
    new = "one"
  }
}
