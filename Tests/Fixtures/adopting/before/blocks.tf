locals {
  targets = ["x", "y"]
}

resource "notes_note" "linked" {
  topic = "blocks"
  text  = "b"

  # the first
  link {
    to = "a"
  }

  link {
    to = "b" # stays
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
}

resource "notes_note" "removed" {
  topic = "gone"
  text  = "b"
}

/* Arguments that come and go. */
resource "notes_note" "arguments" {
  topic = "arguments"
  text  = "b"
  size  = 1 // not for long
}
